import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { codeOf, type ModelFile } from "./model-files.ts";
import { readSafetensorsFile } from "./safetensors-header.ts";
import type { SafetensorsSummary } from "./safetensors-summary.ts";

export type SafetensorsWeights = {
  /** What the tensors are: a precision, `fp8`, `int8`, or `packed` where only a configuration knows the scheme. */
  claim: string | undefined;
  packed: number;
  overhead: number;
  parameters: number | undefined;
  firstFile: string | undefined;
  problems: string[];
  /** Those of them that are no matter of reading. */
  faults: string[];
};

/** Adds up the headers of all safetensors files of a model. */
export async function readSafetensorsWeights(
  root: string,
  files: readonly ModelFile[],
): Promise<SafetensorsWeights> {
  const summaries: SafetensorsSummary[] = [];
  const unread: string[] = [];
  const faults: string[] = [];
  for (const { path } of files) {
    try {
      summaries.push(await readSafetensorsFile(join(root, path)));
    } catch (error) {
      if (error instanceof ConsoleError) faults.push(error.message);
      else unread.push(`"${path}" cannot be read (${codeOf(error)}).`);
    }
  }
  const problems = [...faults, ...unread];
  const bytes = new Map<string, number>();
  for (const { byDtype } of summaries) {
    for (const [dtype, tally] of Object.entries(byDtype)) {
      bytes.set(dtype, (bytes.get(dtype) ?? 0) + tally.bytes);
    }
  }
  const sum = (of: (summary: SafetensorsSummary) => number): number =>
    summaries.reduce((total, summary) => total + of(summary), 0);
  const packed = sum((summary) => summary.packed);
  return {
    claim: claimOf(bytes, packed),
    packed,
    overhead: sum((summary) => summary.overhead),
    parameters: problems.length === 0 && files.length > 0 ? sum((summary) => summary.parameters) : undefined,
    firstFile: files[0]?.path,
    ...{ problems, faults },
  };
}

const precisions: Readonly<Record<string, string>> = { BF16: "bf16", F16: "fp16", F32: "fp32", F64: "fp64" };
/** Below this share an integer tensor is a mask or a table of positions, not a quantised weight. */
const shareMin = 0.02;

function quantizedNameOf(dtype: string): string | undefined {
  if (/^F8_E[45]/.test(dtype)) return "fp8";
  if (dtype.startsWith("F6_")) return "fp6";
  return { U8: "packed", I8: "int8", F4: "fp4" }[dtype];
}

function claimOf(bytes: ReadonlyMap<string, number>, packed: number): string | undefined {
  if (packed > 0) return "packed";
  const total = [...bytes.values()].reduce((sum, each) => sum + each, 0);
  const sorted = [...bytes].sort(([, one], [, other]) => other - one);
  const found = sorted.find(
    ([dtype, each]) => quantizedNameOf(dtype) !== undefined && each > total * shareMin,
  );
  if (found !== undefined) {
    const name = quantizedNameOf(found[0]);
    // Pairs of 4 bits with a scale of 8 bits for every sixteen are NVFP4, whatever a configuration leaves out.
    const hasScales = (bytes.get("F8_E4M3") ?? 0) * 10 > found[1];
    return name === "packed" && hasScales ? "nvfp4" : name;
  }
  const [most] = sorted;
  return most === undefined ? undefined : precisions[most[0]];
}
