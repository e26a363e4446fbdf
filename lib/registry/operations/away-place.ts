import { lstat, readdir, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { isInside } from "../locate-in-roots.ts";

/**
 * Why a path that is not there may only be out of reach: its root is absent, or empty as the folder of a disk that is
 * not mounted, or a link on the way leads nowhere, or there is nothing below the place where disks are mounted. What
 * is out of reach is never forgotten.
 */
export async function whyAway(path: string, roots: readonly string[]): Promise<string | undefined> {
  if (!isAbsolute(path)) return `${path} is no whole path on this machine`;
  const root = roots
    .filter((each) => isInside(path, each))
    .sort((one, other) => other.length - one.length)[0];
  if (root !== undefined) {
    const names = await readdir(root).catch(() => undefined);
    if (names === undefined) return `${root} is not there at all, perhaps a disk that is not mounted`;
    if (names.length === 0) return `${root} is empty, perhaps a disk that is not mounted`;
  }
  return whyBroken(path);
}

/** The same for many paths: thousands that are gone lie in a few folders, and each is asked about once. */
export function awayOnce(roots: readonly string[]): (path: string) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return (path) => {
    if (!isAbsolute(path)) return whyAway(path, roots);
    const folder = dirname(path);
    const answer = known.get(folder) ?? whyAway(path, roots);
    known.set(folder, answer);
    return answer;
  };
}

/** Walks up to the nearest folder that is there. */
async function whyBroken(path: string): Promise<string | undefined> {
  for (let below = path, folder = dirname(path); ; below = folder, folder = dirname(folder)) {
    const found = await stat(folder).catch((error: unknown) => error);
    if (!(found instanceof Error)) {
      const isBare = below !== path && isMountHolder(folder);
      return isBare ? `${below} is not there at all, perhaps a disk that is not mounted` : undefined;
    }
    const own = await lstat(folder).catch(() => undefined);
    if (own?.isSymbolicLink()) return `${folder} is a link to what is not there`;
    if (!("code" in found) || (found.code !== "ENOENT" && found.code !== "ENOTDIR"))
      return `${folder} cannot be read`;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Where systems mount disks: `/mnt/x`, `/media/user/x`, `/Volumes/x`, or straight below `/`. */
function isMountHolder(folder: string): boolean {
  const holders = ["/mnt", "/media", "/Volumes", join("/run", "media")];
  return (
    folder === dirname(folder) ||
    holders.includes(folder) ||
    ["/media", "/run/media"].includes(dirname(folder))
  );
}
