import { join } from "node:path";
import type { ManagedKind } from "./recipe.ts";

/** What a registry says of a model that is to be served. */
export type ServedEntry = {
  name: string;
  path?: string | undefined;
  files: readonly string[];
  servedModelId?: string | undefined;
  backendConfig: { modelPath?: string | undefined; port?: number | undefined; extraArgs?: readonly string[] };
};

export type ServedModel = { model: string | undefined; servedAs: string; projector?: string | undefined };

/** The model of an entry, as its server takes it: llama.cpp the file, the others the folder. */
export function servedModelOf(entry: ServedEntry, kind: ManagedKind): ServedModel {
  const { name, files, servedModelId, backendConfig } = entry;
  const path = backendConfig.modelPath ?? entry.path;
  const servedAs = servedModelId ?? name;
  if (kind !== "llamacpp" || path === undefined || isGguf(path)) return { model: path, servedAs };
  const weights = files.filter(isGguf).toSorted();
  const projector = weights.find(isProjector);
  const first = weights.find((file) => !isProjector(file));
  return {
    model: first === undefined ? path : join(path, first),
    servedAs,
    ...(projector !== undefined && { projector: join(path, projector) }),
  };
}

const isGguf = (path: string) => path.toLowerCase().endsWith(".gguf");
const isProjector = (file: string) => /mmproj/i.test(file);
