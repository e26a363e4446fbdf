import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ListedModel, ModelList } from "#cli-bridge/protocol/model-list.ts";
import { type Entry, isOllamaPath } from "../entry.ts";
import { localPathOf } from "../entry-place.ts";
import { isRecord } from "../raw-entry.ts";
import { servedKeyOf } from "./served-key.ts";

/** What another machine needs to know of models to have the same. Paths of this one are not told. */
export async function exportModels(entries: readonly Entry[]): Promise<ModelList> {
  const models: ListedModel[] = [];
  for (const entry of entries) models.push(await toListed(entry));
  return { format: "modeldeck-models", version: 1, models };
}

async function toListed(entry: Entry): Promise<ListedModel> {
  const { raw, sizeBytes: bytes, roles, rolePriority, displayName } = entry;
  const source = isRecord(raw.source) ? raw.source : {};
  const isOllamas = entry.backend === "ollama" || (entry.path !== undefined && isOllamaPath(entry.path));
  const said = {
    displayName: displayName === entry.name ? undefined : displayName,
    family: entry.family,
    format: entry.format,
    quantization: entry.quantization,
    repo: entry.huggingfaceId,
    revision: textOf(source.revision) ?? textOf(entry.metadata.branch),
    commit: textOf(source.commit) ?? textOf(entry.metadata.commit),
    ollamaId: isOllamas ? servedKeyOf(raw) : undefined,
    bytes,
  };
  return {
    ...{ name: entry.name, backend: entry.backend, files: await filesOf(entry) },
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    ...(roles.length > 0 && { roles, rolePriority }),
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

async function filesOf(entry: Entry): Promise<ListedModel["files"]> {
  const { files, artifacts } = entry;
  const hashes = new Map(artifacts.files.map((file) => [file.path, file.sha256]));
  const here = localPathOf(entry);
  // A model that is one file among others is named by that file, and its parts lie beside it.
  const base = here !== undefined && files.some((file) => here.endsWith(`/${file}`)) ? dirname(here) : here;
  const listed = files.map(async (file) => {
    const bytes = base !== undefined ? await sizeOf(join(base, file)) : undefined;
    const sha256 = hashes.get(file);
    const isHash = sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256);
    return { path: file, ...(bytes !== undefined && { bytes }), ...(isHash && { sha256 }) };
  });
  return Promise.all(listed);
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
