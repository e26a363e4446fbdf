import { basename, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Evidence, ModelVariant } from "./detected-model.ts";
import { shardOf } from "./file-kind.ts";
import { architectureOfGguf } from "./gguf-architecture.ts";
import { type GgufHeader, readGgufFile } from "./gguf-header.ts";
import { quantizationOfGguf, refinedBy } from "./gguf-quantization.ts";
import { codeOf, type ModelFile } from "./model-files.ts";
import { findQuantizationName } from "./quantization-names.ts";

export type GgufVariants = {
  variants: ModelVariant[];
  /** The header of each variant's first file, projectors included. */
  headers: GgufHeader[];
  projectors: GgufHeader[];
  evidence: Evidence[];
  /** Of all files, projectors too. */
  faults: string[];
};

type ReadFile = { file: ModelFile; header: GgufHeader | undefined; fault?: string; unread?: string };

/** The GGUF models among the files: shards belong together, each other file stands for itself. */
export async function readGgufVariants(root: string, files: readonly ModelFile[]): Promise<GgufVariants> {
  const found: GgufVariants = { variants: [], headers: [], projectors: [], evidence: [], faults: [] };
  const models = files.filter(({ path, kind }) => path.toLowerCase().endsWith(".gguf") && kind !== "partial");
  const groups = Map.groupBy(models, ({ path }) => shardOf(path)?.stem ?? path.replace(/\.gguf$/i, ""));
  for (const [stem, members] of groups) {
    const read: ReadFile[] = [];
    for (const file of members) read.push(await readHeader(root, file));
    found.faults.push(...faultsIn(read));
    const first = read.find(({ header }) => header !== undefined)?.header;
    if (members[0]?.kind === "projector" || isProjector(first)) {
      if (first !== undefined) found.projectors.push(first);
      continue;
    }
    if (first !== undefined) found.headers.push(first);
    found.variants.push(toVariant(stem, read, found.evidence));
  }
  return found;
}

async function readHeader(root: string, file: ModelFile): Promise<ReadFile> {
  try {
    const header = await readGgufFile(join(root, file.path));
    const { layout } = header.tensors;
    return layout.consistent
      ? { file, header }
      : { file, header, fault: `"${file.path}": ${layout.reason}.` };
  } catch (error) {
    if (error instanceof ConsoleError) return { file, header: undefined, fault: error.message };
    return { file, header: undefined, unread: `"${file.path}" cannot be read (${codeOf(error)}).` };
  }
}

function isProjector(header: GgufHeader | undefined): boolean {
  const { metadata } = header ?? {};
  return metadata?.get("general.architecture") === "clip" || metadata?.get("general.type") === "mmproj";
}

function toVariant(stem: string, read: readonly ReadFile[], evidence: Evidence[]): ModelVariant {
  const files = read.map(({ file }) => file.path);
  const problems = read.flatMap(({ fault, unread }) => fault ?? unread ?? []);
  const gap = missingPartsOf(files) ?? missingSplitsOf(read);
  if (gap !== undefined) problems.push(gap);
  const headers = read.flatMap(({ header }) => header ?? []);
  const [first] = headers;
  const complete = headers.length === read.length && gap === undefined;
  return {
    name: basename(stem),
    quantization: quantizationOf(stem, headers, { file: files[0] ?? stem, evidence }),
    files,
    bytes: read.reduce((sum, { file }) => sum + file.bytes, 0),
    parameters: complete ? headers.reduce((sum, { tensors }) => sum + tensors.parameters, 0) : undefined,
    architecture: first === undefined ? {} : architectureOfGguf(first),
    problems,
    faults: faultsIn(read),
  };
}

const faultsIn = (read: readonly ReadFile[]): string[] => read.flatMap(({ fault }) => fault ?? []);

function quantizationOf(
  stem: string,
  headers: readonly GgufHeader[],
  { file, evidence }: { file: string; evidence: Evidence[] },
): string | undefined {
  const named =
    findQuantizationName(basename(stem))?.quantization ?? findQuantizationName(stem)?.quantization;
  if (named !== undefined) evidence.push({ claim: named, from: "name", file });
  // The first shard of a split model may hold keys and no tensors.
  const claims = headers.flatMap((header) => quantizationOfGguf(header) ?? []);
  const claim = claims.find(({ from }) => from === "file type") ?? claims[0];
  if (claim === undefined) return named;
  evidence.push({ claim: claim.quantization, from: "header", file });
  return refinedBy(claim, named);
}

/** A shard that was renamed still says in its header how many there are. */
function missingSplitsOf(read: readonly ReadFile[]): string | undefined {
  const parts = read[0]?.header?.metadata.get("split.count");
  if (typeof parts !== "number" || parts <= read.length) return undefined;
  return `${parts - read.length} of ${parts} parts are missing.`;
}

/** Shards are numbered; a number that is not there is a download that never ended. */
export function missingPartsOf(paths: readonly string[]): string | undefined {
  const shards = paths.flatMap((path) => shardOf(path) ?? []);
  const parts = shards[0]?.parts ?? 0;
  const missing = parts - new Set(shards.map(({ part }) => part)).size;
  return missing > 0 ? `${missing} of ${parts} parts are missing.` : undefined;
}
