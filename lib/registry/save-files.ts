import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type CommitRecord, sha256Of } from "./commit-record.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { rollForward } from "./recover-registry.ts";
import { commitFile, temporarySuffix } from "./registry-files.ts";
import { toSaveError, UnfinishedSave } from "./save-error.ts";
import { writeNewFile } from "./write-file.ts";

export type FileToSave = { name: string; bytes: Buffer };

/** What each file is known by; files that share their bytes are counted once. */
export function hashesOf(files: readonly FileToSave[]): { name: string; sha256: string }[] {
  const hashes = new Map<Buffer, string>();
  return files.map(({ name, bytes }) => {
    const sha256 = hashes.get(bytes) ?? sha256Of(bytes);
    hashes.set(bytes, sha256);
    return { name, sha256 };
  });
}

/** Replaces several files of a folder as one: afterwards all are new, or all are old. Needs the lock. */
export async function saveFiles(fs: FileSystem, dir: string, files: FileToSave[]): Promise<void> {
  const hashes = hashesOf(files);
  const token = randomBytes(6).toString("hex");
  const record: CommitRecord = {
    format: 1,
    files: files.map(({ name, bytes }, index) => ({
      name,
      temporary: `.${name}.${token}${temporarySuffix}`,
      bytes: bytes.length,
      sha256: hashes[index]?.sha256 ?? sha256Of(bytes),
    })),
  };
  try {
    await writeAndCommit(fs, dir, { files, record, token });
  } catch (error) {
    await sweep(fs, dir, record);
    throw toSaveError(error, dir);
  }
  await finish(fs, dir, record);
}

type Writing = { files: FileToSave[]; record: CommitRecord; token: string };

async function writeAndCommit(fs: FileSystem, dir: string, { files, record, token }: Writing): Promise<void> {
  // All of them end before any failure is told, or a straggler would be left behind after the sweep.
  const endings = await Promise.allSettled(
    record.files.map(async ({ name, temporary }, index) => {
      const bytes = files[index]?.bytes ?? Buffer.alloc(0);
      await writeNewFile(fs, join(dir, temporary), { bytes, mode: await modeOf(join(dir, name)) });
    }),
  );
  for (const ending of endings) if (ending.status === "rejected") throw ending.reason;
  const temporary = join(dir, `.${commitFile}.${token}${temporarySuffix}`);
  await writeNewFile(fs, temporary, { bytes: Buffer.from(JSON.stringify(record)), mode: 0o600 });
  // The files must be on the disk by name before the record that speaks of them is.
  await fs.syncFolder(dir);
  try {
    await fs.rename(temporary, join(dir, commitFile));
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/** From here on the new state is the registry, even if this process dies: readers and the next change finish it. */
async function finish(fs: FileSystem, dir: string, record: CommitRecord): Promise<void> {
  try {
    await fs.syncFolder(dir);
    for (const file of record.files) await fs.rename(join(dir, file.temporary), join(dir, file.name));
    await fs.syncFolder(dir);
    await fs.remove(join(dir, commitFile));
  } catch (error) {
    if (await canFinishAgain(fs, dir, record)) return;
    throw new UnfinishedSave(dir, error);
  }
}

async function canFinishAgain(fs: FileSystem, dir: string, record: CommitRecord): Promise<boolean> {
  try {
    await rollForward(fs, dir, record);
    await fs.remove(join(dir, commitFile));
    return true;
  } catch {
    return false;
  }
}

async function sweep(fs: FileSystem, dir: string, record: CommitRecord): Promise<void> {
  for (const { temporary } of record.files) await fs.remove(join(dir, temporary)).catch(() => undefined);
}

/** A file keeps the mode that its owner gave it; a new one is private. What no rename can replace is found out here. */
async function modeOf(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error(`${path} is not a file`);
    return stats.mode & 0o777;
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return 0o600;
    throw error;
  }
}
