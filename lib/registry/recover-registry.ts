import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CommitRecord, parseCommitRecord, sha256Of } from "./commit-record.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { isGone, isMakerGone, parseHolder } from "./lock-holder.ts";
import { claimSuffix, commitFile, lockFile, temporarySuffix } from "./registry-files.ts";
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
    if (name.endsWith(temporarySuffix) || (await isOrphanClaim(dir, name))) await fs.remove(join(dir, name));
  }
  await separateBackups(fs, dir, names);
}

/** A process that was ended while it waited for the lock leaves its claim behind, maybe without a word in it. */
async function isOrphanClaim(dir: string, name: string): Promise<boolean> {
  if (!name.startsWith(`${lockFile}.`)) return false;
  const holder = parseHolder(await readFile(join(dir, name), "utf8").catch(() => ""));
  if (holder) return isGone(holder);
  return name.endsWith(claimSuffix) && isMakerGone(name.slice(lockFile.length + 1, -claimSuffix.length));
}

/** Puts every written file in its place. Doing it twice does no harm. */
export async function rollForward(fs: FileSystem, dir: string, record: CommitRecord): Promise<void> {
  for (const file of record.files) {
    const bytes = await readIfThere(fs, join(dir, file.temporary));
    if (bytes !== undefined && sha256Of(bytes) === file.sha256) {
      await fs.rename(join(dir, file.temporary), join(dir, file.name));
    }
  }
  await fs.syncFolder(dir);
}

async function readIfThere(fs: FileSystem, path: string): Promise<Buffer | undefined> {
  try {
    return await fs.read(path);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
