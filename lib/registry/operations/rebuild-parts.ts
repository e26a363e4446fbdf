import type { Entry } from "../entry.ts";
import { isAlike } from "../is-alike.ts";
import type { RawEntry } from "../raw-entry.ts";
import type { Finding } from "./maintain.ts";

/** What of a patch is not so already; nothing and null are the same nothing. */
export function differing(raw: RawEntry, patch: RawEntry): RawEntry {
  const differences: RawEntry = {};
  for (const key in patch) {
    if (!isAlike(raw[key] ?? null, patch[key] ?? null)) differences[key] = patch[key];
  }
  return differences;
}

/**
 * What becomes of an entry that is not found again: nothing where people made it, and never more than tools made. `own`
 * is what is kept by hand of it.
 */
export function lostFinding(entry: Entry, own: RawEntry | undefined, why: string): Finding | undefined {
  const { name, layer, isInBothLayers } = entry;
  if (layer === "discovered") return { deed: "remove", name, why };
  if (!isInBothLayers || entry.path === undefined) return undefined;
  if (typeof own?.backend !== "string") return undefined;
  return { deed: "forget", name, why: `${why}; what is kept by hand stays` };
}
