import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { FitEngine, KvType } from "#cli-bridge/protocol/memory-fit.ts";
import { estimateFit } from "./estimate-fit.ts";
import { recommendedOf } from "./recommended-of.ts";

/** Weights that are not priced yet, or were for something else. */
export type Unpriced = Omit<AnalysedVariant, "fit" | "recommended">;

type Pricing = Pick<HubAnalysis, "shape" | "projectorBytes" | "machine"> & {
  /** Tokens of a conversation. */
  context: number;
  kvType: KvType;
  /** The server that is to load it; the usual one for each format where it is left out. */
  engine?: FitEngine | undefined;
};

/** Sets each of the weights against the machine, and finds the one to recommend. A page may do so again at will. */
export function priceVariants(
  variants: readonly Unpriced[],
  { shape, projectorBytes, machine, context, kvType, engine }: Pricing,
): AnalysedVariant[] {
  const priced = variants.map((variant) => {
    const { format, bytes: weightBytes } = variant;
    const beside = format === "gguf" ? projectorBytes : undefined;
    const question = { weightBytes, projectorBytes: beside, shape, context, kvType };
    return { ...variant, fit: estimateFit({ ...question, engine: engine ?? usualEngines[format] }, machine) };
  });
  const best = recommendedOf(priced);
  return priced.map((variant) => ({ ...variant, recommended: variant === best }));
}

const usualEngines = {
  gguf: "llama.cpp",
  safetensors: "vllm",
  pytorch: "vllm",
  onnx: "onnxruntime",
} as const;
