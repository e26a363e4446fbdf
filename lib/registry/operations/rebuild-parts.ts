import { isDeepStrictEqual } from "node:util";
import type { Entry } from "../entry.ts";
import { isRecord, nameOf, type RawEntry, type RawLayers } from "../raw-entry.ts";
import type { Finding } from "./maintain.ts";

/** What of a patch is not so already. */
export const differing = (raw: RawEntry, patch: RawEntry): RawEntry =>
  Object.fromEntries(
    Object.entries(patch).filter(([key, value]) => !isDeepStrictEqual(raw[key] ?? null, value)),
  );

/** What becomes of an entry that is not found again: nothing where people made it, and never more than tools made. */
export function lostFinding(entry: Entry, layers: RawLayers, why: string): Finding | undefined {
  const { name, layer, isInBothLayers } = entry;
  if (layer === "discovered") return { deed: "remove", name, why };
  if (!isInBothLayers || entry.path === undefined) return undefined;
  const own = layers.curated.findLast((element) => nameOf(element) === name);
  if (!isRecord(own) || typeof own.backend !== "string") return undefined;
  return { deed: "forget", name, why: `${why}; what is kept by hand stays` };
}
