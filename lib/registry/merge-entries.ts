import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { isRecord, nameOf, type RawEntry, type RawLayers } from "./raw-entry.ts";

export type MergedEntry = { name: string; raw: RawEntry; layer: LayerName; isInBothLayers: boolean };

/** Lays one object over another: tables are merged, any other value but null replaces, lists replace whole. */
export function overlay(below: RawEntry, above: RawEntry): RawEntry {
  // A map, because to an object the key __proto__ would be more than a key.
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const lower = merged.get(key);
    if (isRecord(value) && isRecord(lower)) merged.set(key, overlay(lower, value));
    else if (value !== null || lower === undefined) merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

/** The registry as the layers tell it, curated over discovered. Of two entries with one name in a layer the last wins. */
export function mergeLayers(layers: RawLayers): MergedEntry[] {
  const discovered = byName(layers.discovered);
  const curated = byName(layers.curated);
  const merged: MergedEntry[] = [];
  for (const [name, above] of curated) {
    const below = discovered.get(name);
    const raw = below ? overlay(below, above) : above;
    merged.push({ name, raw, layer: "curated", isInBothLayers: below !== undefined });
  }
  for (const [name, raw] of discovered) {
    if (!curated.has(name)) merged.push({ name, raw, layer: "discovered", isInBothLayers: false });
  }
  return merged;
}

function byName(elements: unknown[]): Map<string, RawEntry> {
  const entries = new Map<string, RawEntry>();
  for (const element of elements) {
    const name = nameOf(element);
    if (name !== undefined && isRecord(element)) entries.set(name, element);
  }
  return entries;
}
