import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type CommitRecord, parseCommitRecord, sha256Of } from "./commit-record.ts";
import { type FilePlace, filePlaceOf, isOfLink, leftBesideLinks } from "./file-place.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { isOrphanClaim } from "./lock-file.ts";
import { commitFile, lockFile, temporarySuffix } from "./registry-files.ts";
import { toSaveError } from "./save-error.ts";
import { separateBackups } from "./separate-backups.ts";

/** Finishes what a process that died had committed, and sweeps away what it had not. Needs the lock. */
export async function recoverRegistry(fs: FileSystem, dir: string): Promise<void> {
  const bytes = await readIfThere(fs, join(dir, commitFile));
  if (bytes !== undefined) {
    const record = parseCommitRecord(bytes);
    if (record) await rollForward(fs, dir, record);
    await fs.remove(join(dir, commitFile));
  }
  const names = await readdir(dir);
  for (const name of names) {
    const isOwn = name.endsWith(temporarySuffix) && !isOfLink(name);
    const isLeft = isOwn || (await isOrphanClaim(join(dir, lockFile), name));
    if (isLeft) await fs.remove(join(dir, name));
  }
  for (const path of await leftBesideLinks(dir)) await fs.remove(path);
  await separateBackups(fs, dir, names);
}

/** Asked before a plan is made: what was committed and cannot be finished keeps everything from being changed. */
export async function guardFinishable(fs: FileSystem, dir: string): Promise<void> {
  try {
    const bytes = await readIfThere(fs, join(dir, commitFile));
    const record = bytes && parseCommitRecord(bytes);
    for (const file of record?.files ?? []) {
      if (!(await isSettledElsewhere(fs, dir, file))) await filePlaceOf(dir, file.name);
    }
  } catch (error) {
    throw toSaveError(error, dir);
  }
}

/** Puts every written file in its place, and removes what is to be gone. Doing it twice does no harm. */
export async function rollForward(fs: FileSystem, dir: string, record: CommitRecord): Promise<void> {
  let isWhole = true;
  for (const file of record.files) {
    if (await isSettledElsewhere(fs, dir, file)) continue;
    const place = await filePlaceOf(dir, file.name);
    const temporary = join(place.folder, file.temporary);
    const bytes = await readIfThere(fs, temporary);
    if (bytes === undefined) continue;
    if (sha256Of(bytes) === file.sha256) await fs.rename(temporary, place.path);
    else isWhole = false;
    if (place.isLink) await fs.syncFolder(place.folder);
  }
  // What the others are to stand in for does not go before they are there.
  if (isWhole) for (const name of record.gone) await removeIfThere(fs, join(dir, name));
  await fs.syncFolder(dir);
}

/**
 * Whether nothing is left to be done with a file whose link was turned meanwhile: where it leads or led is what was
 * saved, or its old target is out of reach and its owner has removed the link, which is what he is told to do then.
 */
async function isSettledElsewhere(
  fs: FileSystem,
  dir: string,
  { name, target, temporary, sha256 }: CommitRecord["files"][number],
): Promise<boolean> {
  const now = await filePlaceOf(dir, name).catch(() => undefined);
  if (now === undefined) return false;
  if (target === undefined) {
    if (!now.isLink || !(await isThere(join(dir, temporary)))) return false;
    throw notFinished(`${name} was no link`, "Let it be a file here again");
  }
  if (now.path === target || (await hasMovedAlong(now, { target, temporary }))) return false;
  // It had its place before the folders above had another name, or the link was turned.
  for (const path of [now.path, target]) {
    const bytes = await readIfThere(fs, path);
    if (bytes !== undefined && sha256Of(bytes) === sha256) return true;
  }
  const hasTarget = await isThere(target);
  const isLeft = hasTarget || (await isThere(join(dirname(target), temporary)));
  if (!now.isLink && !isLeft) return true;
  const withFile = hasTarget ? "" : ", and let there be a file again, for which an empty one will do";
  throw notFinished(`${name} led to ${target}`, `Let it lead there again${withFile}`);
}

/** Whether only the folders above have another name since. Another file in the same folder is somebody's own. */
async function hasMovedAlong(
  { folder, path }: FilePlace,
  { target, temporary }: { target: string; temporary: string },
): Promise<boolean> {
  const isSameName = basename(path) === basename(target);
  return (
    isSameName &&
    (await isThere(join(folder, temporary))) &&
    !(await isThere(join(dirname(target), temporary)))
  );
}

const notFinished = (was: string, wayOut: string) =>
  new ConsoleError("blocked", `${was} when it was saved, and that was not finished.`, {
    hint: `Nothing was changed. ${wayOut}; the next change finishes the save.`,
  });

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

export async function removeIfThere(fs: FileSystem, path: string): Promise<void> {
  await fs.remove(path).catch((error: unknown) => {
    if (errorCodeOf(error) !== "ENOENT") throw error;
  });
}

async function readIfThere(fs: FileSystem, path: string): Promise<Buffer | undefined> {
  try {
    return await fs.read(path);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
