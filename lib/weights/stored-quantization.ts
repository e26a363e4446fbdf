import { type Configs, declaredDtypeOf, quantizationOfConfigs } from "./config-quantization.ts";
import type { Evidence } from "./detected-model.ts";
import { findQuantizationName } from "./quantization-names.ts";
import type { SafetensorsWeights } from "./safetensors-weights.ts";

type Witnesses = { configs: Configs; weights: SafetensorsWeights; name: string };
type Verdict = { quantization: string | undefined; evidence: Evidence[]; warnings: string[] };

/**
 * The quantisation of weights that are not GGUF. What the tensors are comes first: a folder called AWQ that holds
 * full-precision weights is full precision. The configuration names the scheme of weights that are packed, and a name
 * counts only where nothing else speaks.
 */
export function quantizationOfStored({ configs, weights, name }: Witnesses): Verdict {
  const evidence: Evidence[] = [];
  const warnings: string[] = [];
  const { claim, firstFile = "" } = weights;
  const configured = quantizationOfConfigs(configs);
  const dtype = declaredDtypeOf(configs);
  const named = findQuantizationName(name);
  if (claim !== undefined) evidence.push({ claim, from: "header", file: firstFile });
  if (configured !== undefined) {
    evidence.push({ claim: configured.quantization, from: "config", file: configured.file });
  }
  if (dtype !== undefined) evidence.push({ claim: dtype, from: "config", file: "config.json" });
  if (named !== undefined) evidence.push({ claim: named.quantization, from: "name", file: name });
  const isFull = claim !== undefined && /^(?:bf|fp)(?:16|32|64)$/.test(claim);
  if (isFull) {
    if (configured !== undefined) {
      const said = `${configured.file} says ${configured.quantization}`;
      warnings.push(`${said}, but the weights in the files are ${claim}.`);
    }
    return { quantization: claim, evidence, warnings };
  }
  const unnamed = claim === "packed" ? packedNameOf(weights) : claim;
  const quantization = configured?.quantization ?? unnamed ?? named?.quantization ?? dtype;
  return { quantization, evidence, warnings };
}

/** `.qweight` tensors are AWQ's or GPTQ's; bytes packed otherwise say nothing of their scheme. */
function packedNameOf({ packed }: SafetensorsWeights): string | undefined {
  return packed > 0 ? "gptq-or-awq" : undefined;
}
