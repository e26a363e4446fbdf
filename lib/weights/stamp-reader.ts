import type { BigIntStats } from "node:fs";
import type { ModelStamp } from "./model-stamp.ts";

/** What the system says of a file or folder, in one word that is another when anything is changed. */
export const toMark = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;

/** A `plain` model is a folder of nothing but files, of which none is a link or has another name. */
export type StampReading = "other" | "same" | "plain";

export type ReadStamp = (path: string, stamp: ModelStamp) => StampReading;

/**
 * Tells whether all that was stamped is as it was: mostly one look at each file. A folder that has not changed holds what it
 * held, so it is not read again, and thousands of models lie in a few folders, each of which is asked once where it
 * really lies. Stands alone, as its text is sent to a thread too.
 */
export function openStamps(markOf: (stats: BigIntStats) => string): ReadStamp {
  const { lstatSync, realpathSync, statSync } = process.getBuiltinModule("node:fs");
  const { basename, dirname, join } = process.getBuiltinModule("node:path");
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const real = folders.get(folder) ?? realpathSync.native(folder);
    folders.set(folder, real);
    return real;
  };
  /** Mostly there is no link on the way, and a path leads where it says. */
  const liesAt = (path: string, real: string): boolean => {
    const folder = dirname(path);
    const found = realFolder(folder);
    return (found === folder && path === real) || join(found, basename(path)) === real;
  };
  return (path, { real = path, marks }) => {
    try {
      const own = lstatSync(path, { bigint: true });
      const isLink = own.isSymbolicLink();
      if (!(isLink ? realpathSync.native(path) === real : liesAt(path, real))) return "other";
      let isPlain = own.isDirectory();
      for (const [named, mark] of marks) {
        const each = named.startsWith(".") ? path + named.slice(1) : named;
        const seen = each === path ? own : lstatSync(each, { bigint: true });
        if (each !== path && !(seen.isFile() && seen.nlink === 1n)) isPlain = false;
        const found = seen.isSymbolicLink() ? statSync(each, { bigint: true }) : seen;
        if (markOf(found) !== mark) return "other";
      }
      return isPlain ? "plain" : "same";
    } catch {
      return "other";
    }
  };
}
