import { posix } from "node:path";
import { fileKindOf, shardOf } from "#lib/weights/file-kind.ts";
import { missingPartsOf } from "#lib/weights/gguf-variants.ts";
import { findQuantizationName } from "#lib/weights/quantization-names.ts";

export type WeightFormat = "gguf" | "safetensors" | "onnx" | "pytorch";

/** What is only of use together: one file, or the shards of one. */
export type WeightGroup = {
  name: string;
  kind: "weights" | "projector" | "adapter";
  format: WeightFormat;
  quantization: string | undefined;
  files: string[];
  bytes: number;
  /** What is missing of its shards. */
  gap: string | undefined;
};

type Listed = { path: string; bytes: number };

/** What training leaves behind: of no use to anybody who only wants to run the model. */
const leftByTraining = /(?:^|\/)(?:training_args|optimizer|scheduler|rng_state|scaler|trainer_state)[^/]*$/i;

export function weightFormatOf(path: string): WeightFormat | undefined {
  const name = posix.basename(path).toLowerCase();
  const kind = fileKindOf(path);
  if (leftByTraining.test(path) || /imatrix/.test(name)) return undefined;
  if (kind === "pickle") return "pytorch";
  if (kind === "projector") return "gguf";
  if (kind !== "weights" && kind !== "adapter") return undefined;
  if (name.endsWith(".gguf")) return "gguf";
  return name.endsWith(".onnx") ? "onnx" : "safetensors";
}

export const isLeftByTraining = (path: string): boolean => leftByTraining.test(path);

/** The weights of a repository, as they are chosen: shards together, in the order of their names. */
export function weightGroupsOf(files: readonly Listed[]): WeightGroup[] {
  const weights = files.filter(({ path }) => weightFormatOf(path) !== undefined);
  const byStem = Map.groupBy(weights, ({ path }) => stemOf(path));
  return [...byStem.values()]
    .map((members) => toGroup(members.toSorted((one, other) => (one.path < other.path ? -1 : 1))))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Two shards of one set differ in their number alone. */
function stemOf(path: string): string {
  const shard = shardOf(path);
  return shard === undefined ? path : `${shard.stem}/${shard.parts}${posix.extname(path).toLowerCase()}`;
}

function toGroup(members: readonly Listed[]): WeightGroup {
  const first = members[0]?.path ?? "";
  const stem = shardOf(first)?.stem ?? first.slice(0, first.length - posix.extname(first).length);
  const kind = fileKindOf(first);
  const quantization = findQuantizationName(posix.basename(stem)) ?? findQuantizationName(stem);
  return {
    name: posix.basename(stem),
    kind: kind === "projector" || kind === "adapter" ? kind : "weights",
    format: weightFormatOf(first) ?? "safetensors",
    quantization: quantization?.quantization,
    files: members.map(({ path }) => path),
    bytes: members.reduce((sum, { bytes }) => sum + bytes, 0),
    gap: missingPartsOf(members.map(({ path }) => path)),
  };
}
