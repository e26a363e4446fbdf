import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { cutWhereDifferent } from "#lib/format.ts";
import type { Renamed } from "../change-trail.ts";
import { hasOnlyMoved, mergedOf, placesByName, standAlike, withPlaces } from "../changed-entries.ts";
import { changesOf } from "../plan-of.ts";
import type { RawEntry, RawLayers } from "../raw-entry.ts";
import type { EntryPlaceInLayer } from "../registry-draft.ts";
import { isPicked, type Picked } from "./maintain.ts";
import type { OneChange } from "./undo-changes-of-run.ts";

export type EntriesUndoing = {
  layers: RawLayers;
  blocked: Plan["blocked"];
  warnings: string[];
  /** Entries that were changed since: as the run left them, and as they are. */
  conflicts: { name: string; left: RawEntry | null; now: RawEntry | null }[];
  /** The entries that go back under another name. */
  renamed: Renamed[];
  /** Whether every entry of the change goes back, and none had moved. */
  isWhole: boolean;
  /** Whether there are entries, and none of them goes back. */
  isNone: boolean;
  /** Whether an entry that was left out could go back as well. */
  leavesMore: boolean;
};

/** Entry by entry: what still stands as the change left it goes back to where it stood before. */
export function undoEntries(
  layers: RawLayers,
  { entries, renamed, steps }: Pick<OneChange, "entries" | "renamed" | "steps">,
  picked: Picked,
): EntriesUndoing {
  const isWanted = isPicked(picked);
  const now = placesByName(layers, new Set(entries.map(({ name }) => name)));
  const back = new Set<string>();
  const conflicts: EntriesUndoing["conflicts"] = [];
  let leavesMore = false;
  for (const entry of entries) {
    const { name, before, after } = entry;
    const found = now.get(name) ?? [];
    if (!isWanted(entry)) leavesMore ||= standAlike(found, after);
    else if (standAlike(found, after)) back.add(name);
    else if (!standAlike(found, before) && !hasOnlyMoved(entry)) {
      conflicts.push({ name, left: mergedOf(after) ?? null, now: mergedOf(found) ?? null });
    }
  }
  const names = new Set(entries.map(({ name }) => name));
  const moveBack = entries.some((entry) => back.has(entry.name) && hasOnlyMoved(entry));
  // A name that one entry left and another took may stand for just the same as before.
  const isBack = (name: string) => back.has(name) || !names.has(name);
  return {
    layers: steps.reduce((each, step) => withPlaces(each, placesBefore(back, { ...step, now })), layers),
    blocked: conflicts.map((conflict) => ({
      what: conflict.name,
      why: whyNot(conflict),
      hint: "Nothing was done. Take back the rest with:",
      item: conflict.name,
    })),
    warnings: moveBack ? ["Entries go back into the order in which they stood."] : [],
    conflicts,
    renamed: renamed
      .filter(({ from, to }) => isBack(from) && isBack(to) && (back.has(from) || back.has(to)))
      .map(({ from, to }) => ({ from: to, to: from })),
    isWhole: back.size === entries.length,
    isNone: entries.length > 0 && back.size === 0,
    leavesMore,
  };
}

type Places = ReadonlyMap<string, readonly EntryPlaceInLayer[]>;

/**
 * Where what goes back stood before a change. What stood behind entries that stay away moves up by as many, so that all
 * stand in their order however they come back.
 */
function placesBefore(
  names: ReadonlySet<string>,
  { entries, renamed, now }: OneChange["steps"][number] & { now: Places },
): Places {
  const back = new Map(
    entries.flatMap(({ name, before }) => (names.has(name) ? [[name, before] as const] : [])),
  );
  const stays = new Set(renamed.filter(({ to }) => now.has(to)).map(({ from }) => from));
  const away = entries.flatMap(({ name, before }) =>
    back.has(name) || stays.has(name)
      ? []
      : before.filter(({ layer }) => !now.get(name)?.some((place) => place.layer === layer)),
  );
  if (away.length === 0) return back;
  const before = ({ layer, index }: EntryPlaceInLayer) =>
    away.filter((place) => place.layer === layer && place.index < index).length;
  return new Map(
    [...back].map(([name, places]) => [
      name,
      places.map((place) => ({ ...place, index: place.index - before(place) })),
    ]),
  );
}

/** Whoever names one of the names of an entry means the entry. */
export function pickedWhole({ except, only }: Picked, renamed: readonly Renamed[]): Picked {
  return { except: except && withOtherNames(except, renamed), only: only && withOtherNames(only, renamed) };
}

function withOtherNames(names: readonly string[], renamed: readonly Renamed[]): string[] {
  const all = new Set(names);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { from, to } of renamed) if (all.has(from) || all.has(to)) all.add(from).add(to);
  }
  return [...all];
}

const shownMax = 3;
const lettersMax = 60;

function whyNot({ left, now }: EntriesUndoing["conflicts"][number]): string {
  if (left === null) return "there is an entry of that name again";
  if (now === null) return "it was removed since";
  const changes = changesOf(left, now);
  const told = changes.slice(0, shownMax).map(({ field, before, after }) => {
    const [was, is] = cutWhereDifferent(toWord(before), toWord(after), lettersMax);
    return `${field} was ${was}, now it is ${is}`;
  });
  const more = changes.length > shownMax ? `, and ${changes.length - shownMax} more` : "";
  return `it was changed since: ${told.join("; ") || "where it stands, or a null in it"}${more}`;
}

const toWord = (value: unknown): string => JSON.stringify(value) ?? "nothing";
