import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type ChangedEntry, mergedOf, placesByName, standAlike, withPlaces } from "../changed-entries.ts";
import { changesOf } from "../plan-of.ts";
import type { RawEntry, RawLayers } from "../raw-entry.ts";
import type { EntryPlaceInLayer } from "../registry-draft.ts";
import { isPicked, type Picked } from "./maintain.ts";

export type EntriesUndoing = {
  layers: RawLayers;
  blocked: Plan["blocked"];
  /** Entries that were changed since: as the run left them, and as they are. */
  conflicts: { name: string; left: RawEntry | null; now: RawEntry | null }[];
  /** Whether every entry of the change goes back, and none had moved. */
  isWhole: boolean;
};

/** Entry by entry: what still stands as the change left it goes back to where it stood before. */
export function undoEntries(
  layers: RawLayers,
  entries: readonly ChangedEntry[],
  picked: Picked,
): EntriesUndoing {
  const wanted = entries.filter(isPicked(picked));
  const now = placesByName(layers, new Set(wanted.map(({ name }) => name)));
  const back = new Map<string, EntryPlaceInLayer[]>();
  const conflicts: EntriesUndoing["conflicts"] = [];
  for (const { name, before, after } of wanted) {
    const found = now.get(name) ?? [];
    if (standAlike(found, after)) back.set(name, before);
    else if (!standAlike(found, before)) {
      conflicts.push({ name, left: mergedOf(after) ?? null, now: mergedOf(found) ?? null });
    }
  }
  return {
    layers: withPlaces(layers, back),
    blocked: conflicts.map((conflict) => ({
      what: conflict.name,
      why: whyNot(conflict),
      hint: "Nothing was done. Take back the rest with:",
      item: conflict.name,
    })),
    conflicts,
    isWhole: back.size === entries.length,
  };
}

const shownMax = 3;
const lettersMax = 60;

function whyNot({ left, now }: EntriesUndoing["conflicts"][number]): string {
  if (left === null) return "there is an entry of that name again";
  if (now === null) return "it was removed since";
  const changes = changesOf(left, now);
  const told = changes
    .slice(0, shownMax)
    .map(({ field, before, after }) => `${field} was ${toWord(before)}, now it is ${toWord(after)}`);
  const more = changes.length > shownMax ? `, and ${changes.length - shownMax} more` : "";
  return `it was changed since: ${told.join("; ") || "it stands in another layer"}${more}`;
}

function toWord(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > lettersMax ? `${text.slice(0, lettersMax)}…` : text;
}
