import { lstat, readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { errorCodeOf } from "../file-system.ts";
import { isInside } from "../is-inside.ts";
import { type GoneFolderOf, goneFolders } from "./gone-folders.ts";

/**
 * Tells why a path that is not there may only be out of reach: its root is absent, or empty as the folder of a disk that
 * is not mounted, or a link on the way leads nowhere, or there is nothing below the place where disks are mounted, or a
 * folder went with several of the entries in it. What is out of reach is never forgotten. Thousands that are gone lie in
 * a few folders, and each is asked about once.
 */
export function awayOnce(
  roots: readonly string[],
  entries: readonly Pick<Entry, "path">[],
  goneFolderOf: GoneFolderOf = goneFolders(roots, entries),
): (path: string) => Promise<string | undefined> {
  const whyRoot = once(whyRootAway);
  const whole = roots.map((root) => resolve(root));
  const look: Look = once((folder) => lookAt(folder, look));
  return async (path) => {
    if (placeKindOf({ path }) !== "local") return `${path} is no whole path on this machine`;
    const root = whole
      .filter((each) => isInside(path, each))
      .sort((one, other) => other.length - one.length)[0];
    const why = (root && (await whyRoot(root))) ?? (await look(dirname(path))).why;
    if (why !== undefined) return why;
    const gone = await goneFolderOf(path);
    return gone && notThere(gone);
  };
}

/** Asks about each place once. */
function once<Answer>(ask: (place: string) => Promise<Answer>): (place: string) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (place) => {
    const answer = known.get(place) ?? ask(place);
    known.set(place, answer);
    return answer;
  };
}

const notThere = (folder: string) => `${folder} is not there at all, perhaps a disk that is not mounted`;

async function whyRootAway(root: string): Promise<string | undefined> {
  const names = await readdir(root).catch(() => undefined);
  if (names === undefined) return notThere(root);
  return names.length === 0 ? `${root} is empty, perhaps a disk that is not mounted` : undefined;
}

type Look = (folder: string) => Promise<{ isThere: boolean; why?: string | undefined }>;

/** Whether a folder is there, and if not, why what lies above it makes it only out of reach. */
async function lookAt(folder: string, look: Look): ReturnType<Look> {
  const found = await stat(folder).catch((error: unknown) => error);
  if (!(found instanceof Error)) return { isThere: true };
  const own = await lstat(folder).catch(() => undefined);
  if (own?.isSymbolicLink()) return { isThere: false, why: `${folder} is a link to what is not there` };
  if (!["ENOENT", "ENOTDIR"].includes(errorCodeOf(found) ?? "")) {
    return { isThere: false, why: `${folder} cannot be read` };
  }
  const above = dirname(folder);
  if (above === folder) return { isThere: false };
  const { isThere, why } = await look(above);
  return { isThere: false, why: isThere && isMountHolder(above) ? notThere(folder) : why };
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
