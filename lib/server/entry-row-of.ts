import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { isFavourite, tagsOf } from "#lib/registry/entry-marks.ts";
import type { Presence } from "#lib/registry/is-installed.ts";

/** An entry as lists show it; what is unknown is left out. */
export function entryRowOf(entry: Entry, presence: Presence): EntryRow {
  const { name, displayName, layer, backend, roles, rolePriority, deprecated, testing, logicalOnly } = entry;
  const { format, quantization, producer, sizeBytes, location, path, family, servedModelId } = entry;
  const { locked, lastVerified } = entry.versionLock;
  const able = Object.entries(entry.capabilities).filter(([, value]) => value !== undefined);
  return {
    ...{
      name,
      displayName,
      layer,
      backend,
      roles,
      rolePriority,
      deprecated,
      testing,
      logicalOnly,
      installed: presence !== "gone",
    },
    ...(presence === "kept by Ollama" && { keptByOllama: true as const }),
    capabilities: Object.fromEntries(able),
    ...{ locked, tags: tagsOf(entry), favourite: isFavourite(entry) },
    ...(lastVerified !== undefined && { lastVerified }),
    ...(format !== undefined && { format }),
    ...(quantization !== undefined && { quantization }),
    ...(producer !== undefined && { producer }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(location !== undefined && { location }),
    ...(path !== undefined && { path }),
    ...(family !== undefined && { family }),
    ...(servedModelId !== undefined && { servedModelId }),
  };
}
