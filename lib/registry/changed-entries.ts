import { isAlike } from "./is-alike.ts";
import { mergeLayers } from "./merge-entries.ts";
import { isRecord, nameOf, type RawEntry, type RawLayers } from "./raw-entry.ts";
import type { EntryPlaceInLayer } from "./registry-draft.ts";
import { layerNames } from "./registry-files.ts";

/** An entry that differs between two states of the layers, and where it stood in each. */
export type ChangedEntry = { name: string; before: EntryPlaceInLayer[]; after: EntryPlaceInLayer[] };

/** What differs between two states of which the second shares with the first whatever it did not change. */
export function changedEntries(before: RawLayers, after: RawLayers): ChangedEntry[] {
  const names = new Set<string>();
  const moved = new Set<string>();
  for (const layer of layerNames) {
    const parts = differingParts(before[layer], after[layer]);
    for (const name of movedNames(parts)) moved.add(name);
    const [was, is] = [new Set(parts.one), new Set(parts.other)];
    for (const element of is) if (!was.has(element)) addName(names, element);
    for (const element of was) if (!is.has(element)) addName(names, element);
  }
  for (const name of moved) names.add(name);
  if (names.size === 0) return [];
  const [was, is] = [placesByName(before, names), placesByName(after, names)];
  return [...names]
    .map((name) => ({ name, before: was.get(name) ?? [], after: is.get(name) ?? [] }))
    .filter((changed) => moved.has(changed.name) || !hasOnlyMoved(changed));
}

/** Whether an entry is what it was, and stands elsewhere among the others. */
export const hasOnlyMoved = ({ before, after }: Pick<ChangedEntry, "before" | "after">): boolean =>
  standAlike(before, after);

type Parts = { one: readonly unknown[]; other: readonly unknown[] };

/** The fewest of those that are in both lists without which the others stand in the same order there. */
function movedNames({ one, other }: Parts): string[] {
  // Mostly the names are the same, and only what they stand for differs.
  const names = differingParts(namesIn(one), namesIn(other));
  const was = new Map(numbered(names.one).map(({ key }, at) => [key, at]));
  const both = numbered(names.other).filter(({ key }) => was.has(key));
  const stay = new Set(longestRising(both.map(({ key }) => was.get(key) ?? 0)));
  return both.flatMap(({ name }, at) => (stay.has(at) ? [] : [name]));
}

/** Where the members of the longest rising sequence stand in a list of numbers. */
function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [at, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[at] = ends[low - 1];
    ends[low] = at;
  }
  const rising: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rising.push(at);
  return rising;
}

/** A name may be given twice: the second of one list is the second of the other. */
function numbered(names: readonly string[]): { name: string; key: string }[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return { name, key: count === 0 ? name : `${name}\0${count}` };
  });
}

const namesIn = (elements: readonly unknown[]): string[] =>
  elements.flatMap((element) => nameOf(element) ?? []);

/** Both lists without the elements at their starts and ends that they have in common. */
function differingParts<Element>(one: readonly Element[], other: readonly Element[]) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return { one: one.slice(start, one.length - end), other: other.slice(start, other.length - end) };
}

function addName(names: Set<string>, element: unknown): void {
  const name = nameOf(element);
  if (name !== undefined) names.add(name);
}

/** Where the entries of these names stand; all of them are found in one walk. */
export function placesByName(
  layers: RawLayers,
  names: ReadonlySet<string>,
): Map<string, EntryPlaceInLayer[]> {
  const places = new Map<string, EntryPlaceInLayer[]>();
  for (const layer of layerNames) {
    for (const [index, entry] of layers[layer].entries()) {
      const name = nameOf(entry);
      if (name === undefined || !names.has(name) || !isRecord(entry)) continue;
      const found = places.get(name);
      if (found) found.push({ layer, index, entry });
      else places.set(name, [{ layer, index, entry }]);
    }
  }
  return places;
}

/** Whether an entry is the same in the same layers, wherever in them it stands. */
export function standAlike(one: readonly EntryPlaceInLayer[], other: readonly EntryPlaceInLayer[]): boolean {
  const bare = (places: readonly EntryPlaceInLayer[]) => places.map(({ layer, entry }) => [layer, entry]);
  return one.length === other.length && isAlike(bare(one), bare(other));
}

/** The layers with entries standing again where they stood. */
export function withPlaces(
  layers: RawLayers,
  wanted: ReadonlyMap<string, readonly EntryPlaceInLayer[]>,
): RawLayers {
  const changed: RawLayers = { curated: [], discovered: [] };
  for (const layer of layerNames) {
    const elements = layers[layer].filter((element) => !wanted.has(nameOf(element) ?? ""));
    const places = [...wanted.values()].flat().filter((place) => place.layer === layer);
    for (const { index, entry } of places.sort((one, other) => one.index - other.index)) {
      elements.splice(index, 0, entry);
    }
    // A layer in which nothing moves is the same one still, and is not written anew.
    changed[layer] = isAlike(elements, layers[layer]) ? layers[layer] : elements;
  }
  return changed;
}

/** What stands in these places, as one entry. */
export function mergedOf(places: readonly EntryPlaceInLayer[]): RawEntry | undefined {
  const layers: RawLayers = { curated: [], discovered: [] };
  for (const { layer, entry } of places) layers[layer].push(entry);
  return mergeLayers(layers)[0]?.raw;
}
