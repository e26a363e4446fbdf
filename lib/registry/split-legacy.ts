import { isRecord, type RawLayers } from "./raw-entry.ts";

/** A registry from before the layers is one file. What a tool made is discovered; the rest is curated. */
export function splitLegacy(elements: unknown[]): RawLayers {
  const layers: RawLayers = { curated: [], discovered: [] };
  for (const element of elements) layers[isToolMade(element) ? "discovered" : "curated"].push(element);
  return layers;
}

function isToolMade(element: unknown): boolean {
  if (!isRecord(element)) return true;
  const mark = isRecord(element.metadata) ? element.metadata.registry_layer : undefined;
  if (mark === "curated" || mark === "discovered") return mark === "discovered";
  if (element.backend === "ollama" || element.backend === "unassigned") return true;
  return isRecord(element.metadata) && element.metadata.created_from_download === true;
}
