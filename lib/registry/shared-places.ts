import { dirname, isAbsolute, sep } from "node:path";
import type { Entry } from "./entry.ts";
import { openRealPlaces, type RealPlaces } from "./operations/real-places.ts";
import { spelledPath } from "./spelled-path.ts";

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
  for (const [index, { path, backendConfig }] of entries.entries()) {
    // A server may be told another place than the files were recorded at.
    for (const said of new Set([path, backendConfig.modelPath])) {
      // A path that is not whole, as one of Ollama's, is a name and no place.
      if (said === undefined || !isAbsolute(said)) continue;
      const written = spelledPath(said);
      for (const place of new Set([written, (await realOf(written)) ?? written])) {
        const known = holders.get(place);
        if (known) known.push(index);
        else holders.set(place, [index]);
      }
    }
  }
  const above = foldersAbove(holders.keys());
  let places: string[] | undefined;
  const belowOf = (path: string): string[] => {
    // Mostly nothing is there, and thousands of places need not be put in order to see it.
    if (!above.has(spelledPath(path))) return [];
    places ??= [...holders.keys()].sort();
    return below(path, places);
  };
  return (path) => {
    const found = [...withAbove(path), ...belowOf(path)].flatMap((place) => holders.get(place) ?? []);
    const order = [...new Set(found)].sort((one, other) => one - other);
    return order.flatMap((index) => entries[index]?.name ?? []);
  };
}

/** All folders that hold one of these places, each gone through once. */
function foldersAbove(places: Iterable<string>): Set<string> {
  const above = new Set<string>();
  for (const place of places) {
    for (let at = dirname(place); !above.has(at); at = dirname(at)) above.add(at);
  }
  return above;
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
