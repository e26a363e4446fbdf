import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitEngine, KvType } from "#cli-bridge/protocol/memory-fit.ts";
import { estimateFit } from "#lib/weights/fit/estimate-fit.ts";
import { recommendedOf } from "#lib/weights/fit/recommended-of.ts";
import type { Hub } from "../hub.ts";
import type { RepoReference } from "../repo-reference.ts";
import { type RepoFacts, readRepoFacts } from "./repo-facts.ts";
import type { UnpricedVariant } from "./variants-of.ts";

export type Pricing = {
  machine: MachineNow;
  /** Tokens to keep; a usual length where it is left out. */
  context?: number | undefined;
  kvType?: KvType | undefined;
  /** The server that is to load it; the usual one for each format where it is left out. */
  engine?: FitEngine | undefined;
};

const usualContext = 8192;

/** What a repository holds and whether it fits: read once, priced for this machine. */
export async function analyseRepo(
  hub: Hub,
  reference: RepoReference,
  { signal, ...pricing }: Pricing & { signal?: AbortSignal },
): Promise<HubAnalysis> {
  return priceFacts(await readRepoFacts(hub, reference, signal), pricing);
}

/** Prices what was read; the same facts can be priced again for another context. */
export function priceFacts(
  facts: RepoFacts,
  { machine, context, kvType = "f16", engine }: Pricing,
): HubAnalysis {
  const longest = facts.shape?.contextLength ?? facts.architecture.contextLength ?? usualContext;
  const tokens = context ?? Math.min(usualContext, longest);
  const { shape } = facts;
  const price = (variant: UnpricedVariant): AnalysedVariant => {
    const projectorBytes = variant.format === "gguf" ? facts.projectorBytes : undefined;
    const wanted = { weightBytes: variant.bytes, projectorBytes, shape, context: tokens, kvType };
    const fit = estimateFit({ ...wanted, engine: engine ?? usualEngineOf(variant.format) }, machine);
    return { ...variant, fit, recommended: false };
  };
  const priced = facts.variants.map(price);
  const best = recommendedOf(priced);
  return {
    ...facts,
    ...{ machine, context: tokens, kvType },
    ...(engine !== undefined && { engine }),
    variants: priced.map((variant) => ({ ...variant, recommended: variant === best })),
  };
}

const usualEngines = {
  gguf: "llama.cpp",
  safetensors: "vllm",
  pytorch: "vllm",
  onnx: "onnxruntime",
} as const;
const usualEngineOf = (format: AnalysedVariant["format"]): FitEngine => usualEngines[format];
