import { type BigIntStats, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { placeKindOf } from "../entry-place.ts";
import { isSpelled } from "../spelled-path.ts";

export type RealPlaces = {
  /** Where a path really lies, though nothing may be there; nothing for one that is no whole path. */
  realOf: (path: string) => Promise<string | undefined>;
  /** Whether anything is at a path, or at what it leads to. */
  isThere: (path: string) => Promise<boolean>;
  /** What is at a path, the same by whatever way one comes to it; nothing where nothing is. */
  stampOf: (path: string) => Promise<string | undefined>;
};

type Place = { real: string; kind: "link" | "other" | "nothing" };

const turnMs = 8;

/**
 * Real paths, each folder and each path asked for once: beyond that, a path costs one look at the disk. Asking the system directly
 * takes a fraction of the time of a promise; others get a turn in between. `found`: what was just found where it says.
 */
export function openRealPlaces(found: Pick<ReadonlySet<string>, "has"> = new Set()): RealPlaces {
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const above = () =>
      folder === dirname(folder) ? folder : join(realFolder(dirname(folder)), basename(folder));
    const real = realOrUndefined(folder) ?? above();
    folders.set(folder, real);
    return real;
  };
  let turnEnds = performance.now() + turnMs;
  const takeTurns = async () => {
    if (performance.now() <= turnEnds) return;
    await turn();
    turnEnds = performance.now() + turnMs;
  };
  const placeNow = (path: string): Place => {
    const whole = isSpelled(path) ? path : join(path).replace(/(?<=.)\/+$/, "");
    const kind = kindOf(whole);
    if (kind === "link") return { real: realOrUndefined(whole) ?? whole, kind };
    const folder = dirname(whole);
    const found = realFolder(folder);
    return { real: found === folder ? whole : join(found, basename(whole)), kind };
  };
  const places = new Map<string, Place>();
  const placeOf = async (path: string): Promise<Place | undefined> => {
    if (placeKindOf({ path }) !== "local" || path.includes("\0")) return undefined;
    const known = found.has(path) ? ({ real: path, kind: "other" } as const) : places.get(path);
    if (known !== undefined) return known;
    await takeTurns();
    const place = placeNow(path);
    places.set(path, place);
    return place;
  };
  const realOf = async (path: string) => (await placeOf(path))?.real;
  const stampOf = async (path: string) => {
    if (placeKindOf({ path }) !== "local" || path.includes("\0")) return undefined;
    await takeTurns();
    const found = statsOf(path);
    return found && `${found.dev}.${found.ino}`;
  };
  const isThere = async (path: string) => {
    const kind = (await placeOf(path))?.kind;
    // Only what a link leads to is not seen by the look that told where the path lies.
    return kind === "link" ? (await stampOf(path)) !== undefined : kind === "other";
  };
  return { realOf, isThere, stampOf };
}

function realOrUndefined(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function kindOf(path: string): Place["kind"] {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "nothing";
    return found.isSymbolicLink() ? "link" : "other";
  } catch {
    return "nothing";
  }
}

function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
