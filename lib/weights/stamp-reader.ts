import type { BigIntStats } from "node:fs";
import type { ModelStamp } from "./model-stamp.ts";

/** What the system says of a file or folder, in one word that is another when anything is changed. */
export const toMark = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;

export type BearsStamp = (path: string, stamp: ModelStamp) => boolean;

/**
 * Tells whether all that was stamped is as it was: one look at each file. A folder that has not changed holds what it
 * held, so it is not read again, and thousands of models lie in a few folders, each of which is asked once where it
 * really lies. Stands alone, as its text is sent to a thread too.
 */
export function openStamps(markOf: (stats: BigIntStats) => string): BearsStamp {
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
  return (path, { real, marks }) => {
    try {
      const own = lstatSync(path, { bigint: true });
      const isLink = own.isSymbolicLink();
      if (!(isLink ? realpathSync.native(path) === real : liesAt(path, real))) return false;
      const statsOf = (each: string) => (each === path && !isLink ? own : statSync(each, { bigint: true }));
      return marks.every(([each, mark]) => markOf(statsOf(each)) === mark);
    } catch {
      return false;
    }
  };
}
