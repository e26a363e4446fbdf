import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { isRecord, nameOf, type RawEntry, type RawLayers } from "./raw-entry.ts";

export type MergedEntry = { name: string; raw: RawEntry; layer: LayerName; isInBothLayers: boolean };

/** Lays one object over another: tables are merged, any other value but null replaces, lists replace whole. */
export function overlay(below: RawEntry, above: RawEntry): RawEntry {
  const merged = { ...below };
  for (const key of Object.keys(above)) {
    const value = above[key];
    const lower = Object.hasOwn(below, key) ? below[key] : undefined;
    if (isRecord(value) && isRecord(lower)) put(merged, key, overlay(lower, value));
    else if (value !== null || lower === undefined) put(merged, key, value);
  }
  return merged;
}

function put(table: RawEntry, key: string, value: unknown): void {
  // Said plainly, this one would be no key.
  if (key === "__proto__") Object.defineProperty(table, key, { ...asKey, value });
  else table[key] = value;
}

const asKey = { enumerable: true, configurable: true, writable: true };

const fromCurated = (name: string, own: RawEntry, below: RawEntry | undefined): MergedEntry => ({
  name,
  raw: below === undefined ? own : overlay(below, own),
  layer: "curated",
  isInBothLayers: below !== undefined,
});

const fromDiscovered = (name: string, raw: RawEntry): MergedEntry => ({
  name,
  raw,
  layer: "discovered",
  isInBothLayers: false,
});

/** What the layers together tell of an entry, where either has it. */
export function mergeEntry(
  name: string,
  { curated, discovered }: Partial<Record<LayerName, RawEntry | undefined>>,
): MergedEntry | undefined {
  if (curated !== undefined) return fromCurated(name, curated, discovered);
  return discovered && fromDiscovered(name, discovered);
}

/** The registry as the layers tell it, curated over discovered. Of two entries with one name in a layer the last wins. */
export function mergeLayers(layers: RawLayers): MergedEntry[] {
  const [curated, discovered] = [entriesByName(layers.curated), entriesByName(layers.discovered)];
  const merged: MergedEntry[] = [];
  for (const [name, own] of curated) merged.push(fromCurated(name, own, discovered.get(name)));
  for (const [name, raw] of discovered) if (!curated.has(name)) merged.push(fromDiscovered(name, raw));
  return merged;
}

/** The entries of a layer by name; of two with one name the last. */
export function entriesByName(elements: readonly unknown[]): Map<string, RawEntry> {
  const entries = new Map<string, RawEntry>();
  for (const element of elements) {
    const name = nameOf(element);
    if (name !== undefined && isRecord(element)) entries.set(name, element);
  }
  return entries;
}
