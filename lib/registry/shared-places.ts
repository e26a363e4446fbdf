import { dirname, resolve, sep } from "node:path";
import { type Entry, isOllamaPath } from "./entry.ts";
import { openRealPlaces, type RealPlaces } from "./operations/real-places.ts";

/** The names of the entries whose files are those at a path, lie in it, or hold it. */
export type SharersOf = (path: string) => string[];

/**
 * Where entries have their files, by the written path and by the real one, each asked for once. A path is looked up
 * among those that hold it and those below it, so that thousands of removals do not each ask every entry.
 */
export async function findSharers(
  entries: readonly Entry[],
  { realOf }: Pick<RealPlaces, "realOf"> = openRealPlaces(),
): Promise<SharersOf> {
  const holders = new Map<string, number[]>();
  for (const [index, { path }] of entries.entries()) {
    if (path === undefined || isOllamaPath(path)) continue;
    const written = resolve(path);
    for (const place of new Set([written, (await realOf(written)) ?? written])) {
      const known = holders.get(place);
      if (known) known.push(index);
      else holders.set(place, [index]);
    }
  }
  const places = [...holders.keys()].sort();
  return (path) => {
    const found = [...withAbove(path), ...below(path, places)].flatMap((place) => holders.get(place) ?? []);
    const order = [...new Set(found)].sort((one, other) => one - other);
    return order.flatMap((index) => entries[index]?.name ?? []);
  };
}

/** A path and the folders that hold it. */
export function withAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...withAbove(above)];
}

/** Of places in order, those below a path stand side by side. */
function below(path: string, places: readonly string[]): string[] {
  const start = path.endsWith(sep) ? path : `${path}${sep}`;
  const found: string[] = [];
  for (let at = firstFrom(start, places); places[at]?.startsWith(start); at += 1) {
    found.push(places[at] ?? "");
  }
  return found;
}

function firstFrom(start: string, places: readonly string[]): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
