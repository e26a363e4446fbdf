import type { Stats } from "node:fs";
import type { ModelStamp } from "./model-stamp.ts";

/**
 * What the system says of a file or folder, which is something else when anything is changed. A quarter of a microsecond
 * is lost of the times, in which nobody looks at a file and writes it twice; as big numbers they cost the thread
 * that looks ahead a tenth more.
 */
export type Mark = [dev: number, ino: number, size: number, mtimeMs: number, ctimeMs: number];

export const toMark = ({ dev, ino, size, mtimeMs, ctimeMs }: Stats): Mark => [
  dev,
  ino,
  size,
  mtimeMs,
  ctimeMs,
];

/** A `plain` model is a folder of nothing but files, of which none is a link or has another name. */
export type StampReading = "other" | "same" | "plain";

export type ReadStamp = (path: string, stamp: ModelStamp) => StampReading;

/**
 * Tells whether all that was stamped is as it was: mostly one look at each file. A folder that has not changed holds what it
 * held, so it is not read again, and thousands of models lie in a few folders, each of which is asked once where it
 * really lies. Stands alone, as its text is sent to a thread too.
 */
export function openStamps(): ReadStamp {
  const { constants, lstatSync, realpathSync, statSync } = process.getBuiltinModule("node:fs");
  const { basename, dirname, join } = process.getBuiltinModule("node:path");
  const kindOf = ({ mode }: Stats): number => mode & constants.S_IFMT;
  const isMarked = (seen: Stats, [dev, ino, size, mtimeMs, ctimeMs]: Mark): boolean =>
    seen.mtimeMs === mtimeMs &&
    seen.ctimeMs === ctimeMs &&
    seen.size === size &&
    seen.ino === ino &&
    seen.dev === dev;
  let [asked, found] = ["", ""];
  /** Neighbours lie in the folder that was asked just now, and mostly there is no link on the way to it. */
  const liesAt = (path: string, real: string): boolean => {
    const isNeighbour = path.lastIndexOf("/") === asked.length && path.startsWith(asked);
    if (!isNeighbour) {
      const folder = dirname(path);
      [asked, found] = [folder, realFolder(folder)];
    }
    return (found === asked && path === real) || join(found, basename(path)) === real;
  };
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const real = folders.get(folder) ?? realpathSync.native(folder);
    folders.set(folder, real);
    return real;
  };
  return (path, { real = path, marks }) => {
    try {
      const own = lstatSync(path);
      const kind = kindOf(own);
      if (!(kind === constants.S_IFLNK ? realpathSync.native(path) === real : liesAt(path, real)))
        return "other";
      let isPlain = kind === constants.S_IFDIR;
      for (const [named, mark] of marks) {
        const isOwn = named === "." || named === path;
        const each = named.startsWith(".") ? path + named.slice(1) : named;
        const seen = isOwn ? own : lstatSync(each);
        const seenKind = isOwn ? kind : kindOf(seen);
        if (!isOwn && !(seenKind === constants.S_IFREG && seen.nlink === 1)) isPlain = false;
        const held = seenKind === constants.S_IFLNK ? statSync(each) : seen;
        if (!isMarked(held, mark)) return "other";
      }
      return isPlain ? "plain" : "same";
    } catch {
      return "other";
    }
  };
}
