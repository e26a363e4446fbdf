import { type BigIntStats, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

export type RealPlaces = {
  /** Where a path really lies, though nothing may be there; nothing for one that is no whole path. */
  realOf: (path: string) => Promise<string | undefined>;
  /** What is at a path, the same by whatever way one comes to it; nothing where nothing is. */
  stampOf: (path: string) => Promise<string | undefined>;
};

const turnMs = 8;

/**
 * Real paths, each folder and each path asked for once: beyond that, a path costs one look at the disk. Asking the system directly
 * takes a fraction of the time of a promise; others get a turn in between.
 */
export function openRealPlaces(): RealPlaces {
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
  const realNow = (path: string): string => {
    const whole = join(path).replace(/(?<=.)\/+$/, "");
    if (isLink(whole)) return realOrUndefined(whole) ?? whole;
    const folder = dirname(whole);
    const found = realFolder(folder);
    return found === folder ? whole : join(found, basename(whole));
  };
  const places = new Map<string, string>();
  const realOf = async (path: string) => {
    if (!isAbsolute(path) || path.includes("\0")) return undefined;
    const known = places.get(path);
    if (known !== undefined) return known;
    await takeTurns();
    const real = realNow(path);
    places.set(path, real);
    return real;
  };
  const stampOf = async (path: string) => {
    if (!isAbsolute(path) || path.includes("\0")) return undefined;
    await takeTurns();
    const found = statsOf(path);
    return found && `${found.dev}.${found.ino}`;
  };
  return { realOf, stampOf };
}

function realOrUndefined(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
