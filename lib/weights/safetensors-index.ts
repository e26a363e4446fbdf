import { join, posix } from "node:path";
import { findNumber, readJsonRecord, toRecord } from "./json-record.ts";
import type { ModelFile } from "./model-files.ts";

export type SafetensorsIndex = {
  /** The files that hold the model, by their paths in its folder. */
  files: Set<string>;
  parameters: number | undefined;
};

/** The table of a model's shards. Where there is none, or several models each with their own, nothing. */
export async function readSafetensorsIndex(
  root: string,
  files: readonly ModelFile[],
): Promise<SafetensorsIndex | undefined> {
  const tables = files.filter(isIndex);
  const [table] = tables;
  if (table === undefined || tables.length > 1) return undefined;
  const index = await readJsonRecord(join(root, table.path)).catch(() => "cannot be read");
  if (typeof index === "string") return undefined;
  const named = Object.values(toRecord(index.weight_map) ?? {}).filter((file) => typeof file === "string");
  if (named.length === 0) return undefined;
  const folder = posix.dirname(table.path);
  return {
    files: new Set(named.map((file) => posix.join(folder, file))),
    parameters: findNumber(toRecord(index.metadata), "total_parameters"),
  };
}

export const isIndex = ({ path }: ModelFile): boolean =>
  path.toLowerCase().endsWith(".safetensors.index.json");

/** The weights that count: a copy in another layout beside the shards of the table would count everything twice. */
export function indexedWeights(
  weights: readonly ModelFile[],
  index: SafetensorsIndex | undefined,
): { chosen: ModelFile[]; missing: number } {
  if (index === undefined) return { chosen: [...weights], missing: 0 };
  const chosen = weights.filter(({ path }) => index.files.has(path));
  if (chosen.length === 0) return { chosen: [...weights], missing: 0 };
  return { chosen, missing: index.files.size - chosen.length };
}
