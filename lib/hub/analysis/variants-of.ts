import { posix } from "node:path";
import type { AnalysedExtra } from "#cli-bridge/protocol/hub-analysis.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import { toRecord } from "#lib/weights/json-record.ts";
import type { RemoteFile } from "../hub.ts";
import { type WeightGroup, weightGroupsOf } from "../plan/weight-groups.ts";
import { bitsOf } from "./bits-of.ts";
import type { RemoteConfigs } from "./remote-configs.ts";

type Told = {
  files: readonly RemoteFile[];
  index: RemoteConfigs["index"];
  /** What weights are that do not say it in their own names. */
  stored: string | undefined;
  /** How many parameters the model has; with the size of its files that gives the bits of one. */
  parameters: number | undefined;
};

/** The weights to choose from, smallest first, and what lies beside them. */
export function variantsOf({ files, index, stored, parameters }: Told) {
  const groups = withAdapters(weightGroupsOf(files));
  const isPipeline = files.some(({ path }) => path === "model_index.json");
  const weights = groups.filter(({ kind }) => kind === "weights");
  const whole = isPipeline ? pipelinesOf(weights) : joinIndexed(weights, index);
  const variants = whole.map((group) => toVariant(group, { files, index, stored, parameters }));
  return {
    variants: variants.sort((one, other) => one.bytes - other.bytes || (one.name < other.name ? -1 : 1)),
    extras: [...groups.flatMap(toExtra), ...files.flatMap(toImportance)],
  };
}

const adapterNames = /(?:^|[-_.])(?:lora|adapter)s?(?:[-_.]|$)/i;

/** Its name alone makes no adapter of a merged model; that it is far smaller than the model beside it does. */
function withAdapters(groups: readonly WeightGroup[]): WeightGroup[] {
  const largest = Math.max(...groups.map(({ bytes }) => bytes));
  return groups.map((group) => {
    const isAdapter = group.kind === "weights" && adapterNames.test(group.name) && group.bytes * 4 < largest;
    return isAdapter ? { ...group, kind: "adapter" } : group;
  });
}

/** Shards that are not numbered belong together by the table that names them. */
function joinIndexed(groups: readonly WeightGroup[], index: RemoteConfigs["index"]): WeightGroup[] {
  const named = namedIn(index);
  const inIndex = groups.filter(({ files }) => files.some((file) => named.has(file)));
  const [first] = inIndex;
  if (first === undefined || inIndex.length < 2) return [...groups];
  const joined = { ...first, files: inIndex.flatMap(({ files }) => files), bytes: bytesOf(inIndex) };
  return [...groups.filter((group) => !inIndex.includes(group)), joined];
}

function namedIn(index: RemoteConfigs["index"]): Set<string> {
  const folder = posix.dirname(index?.path ?? "");
  const names = Object.values(toRecord(index?.record.weight_map) ?? {});
  return new Set(names.flatMap((name) => (typeof name === "string" ? posix.join(folder, name) : [])));
}

/** A model that paints is several models in folders, once for each precision it comes in. */
function pipelinesOf(groups: readonly WeightGroup[]): WeightGroup[] {
  const inFolders = groups.filter(({ files }) => files[0]?.includes("/"));
  const kinds = Map.groupBy(
    inFolders,
    ({ format, name }) => `${format} ${/\.(fp16|bf16)$/.exec(name)?.[1] ?? ""}`,
  );
  const pipelines = [...kinds.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const precision = /\.(fp16|bf16)$/.exec(first.name)?.[1];
    const name = precision === undefined ? "pipeline" : `pipeline.${precision}`;
    return [{ ...first, name, files: parts.flatMap(({ files }) => files), bytes: bytesOf(parts) }];
  });
  return [...pipelines, ...groups.filter((group) => !inFolders.includes(group))];
}

const bytesOf = (groups: readonly { bytes: number }[]) => groups.reduce((sum, { bytes }) => sum + bytes, 0);

function toVariant(group: WeightGroup, { files, index, stored, parameters }: Told): Unpriced {
  const { name, format, files: own, bytes } = group;
  // GGUF and ONNX say in their names what they are; of other weights the configuration knows better.
  const isNamed = format === "gguf" || format === "onnx";
  const quantization = isNamed ? group.quantization : (stored ?? group.quantization);
  const bits = bitsOf(quantization);
  const perWeight = bitsPerWeightOf(bytes, { parameters, bits });
  const gap = group.gap ?? gapOf(own, files, index);
  return {
    ...{ name, format, files: own, bytes },
    ...(quantization !== undefined && { quantization }),
    ...(bits !== undefined && { bits }),
    ...(perWeight !== undefined && gap === undefined && { bitsPerWeight: perWeight }),
    ...(gap !== undefined && { gap }),
  };
}

/** Where weights are packed, some count words and some count weights; a figure far off its name is of the former. */
function bitsPerWeightOf(
  bytes: number,
  { parameters, bits }: { parameters: number | undefined; bits: number | undefined },
): number | undefined {
  if (parameters === undefined) return undefined;
  const found = Math.max(0.01, Math.round((bytes * 800) / parameters) / 100);
  const isOdd = bits !== undefined && (found > bits * 2 || found < bits / 2);
  return isOdd ? undefined : found;
}

/** Files that the table of the shards names and the repository does not have. */
function gapOf(own: readonly string[], files: readonly RemoteFile[], index: RemoteConfigs["index"]) {
  const named = namedIn(index);
  if (!own.some((file) => named.has(file))) return undefined;
  const there = new Set(files.map(({ path }) => path));
  const missing = [...named].filter((file) => !there.has(file)).length;
  return missing > 0 ? `${missing} of ${named.size} parts are missing.` : undefined;
}

function toExtra({ kind, name, quantization, files, bytes }: WeightGroup): AnalysedExtra[] {
  if (kind === "weights") return [];
  return [{ kind, name, files, bytes, ...(quantization !== undefined && { quantization }) }];
}

function toImportance({ path, bytes }: RemoteFile): AnalysedExtra[] {
  const name = posix.basename(path);
  return /imatrix/i.test(name) && /\.(?:dat|gguf|gguf_file)$/i.test(name)
    ? [{ kind: "imatrix", name, files: [path], bytes }]
    : [];
}
