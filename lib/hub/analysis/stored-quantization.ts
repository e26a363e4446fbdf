import { declaredDtypeOf, quantizationOfConfigs } from "#lib/weights/config-quantization.ts";
import { findQuantizationName } from "#lib/weights/quantization-names.ts";
import type { RemoteConfigs } from "./remote-configs.ts";

const precisions: Record<string, string> = {
  ...{ BF16: "bf16", F16: "fp16", F32: "fp32", F64: "fp64", I8: "int8", F4: "fp4" },
  ...{ F8_E4M3: "fp8", F8_E5M2: "fp8", F8_E4M3FNUZ: "fp8", F8_E5M2FNUZ: "fp8" },
};

export type StoredQuantization = { quantization: string | undefined; evidence: string[] };

/** What weights are that are not GGUF: by their configuration, then by their tensors, then by a name. */
export function storedQuantizationOf(
  repo: string,
  { configs }: RemoteConfigs,
  dtypes: Record<string, number>,
): StoredQuantization {
  const configured = quantizationOfConfigs(configs);
  const most = Object.entries(dtypes).sort(([, one], [, other]) => other - one)[0]?.[0];
  const stored = most === undefined ? undefined : precisions[most];
  const declared = declaredDtypeOf(configs);
  const named = findQuantizationName(repo);
  const evidence = [
    configured && `${configured.file} says ${configured.quantization}`,
    stored && `most weights are ${stored}`,
    declared && `config.json says ${declared}`,
    named && `its name says ${named.quantization}`,
  ];
  return {
    quantization: configured?.quantization ?? stored ?? declared ?? named?.quantization,
    evidence: evidence.filter((each) => each !== undefined),
  };
}
