import { createHash, randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type CommitRecord, sha256Of } from "./commit-record.ts";
import { type FileBytes, lengthOf, piecesOf } from "./file-bytes.ts";
import { type FileMark, markOf } from "./file-mark.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { removeIfThere, rollForward } from "./recover-registry.ts";
import { commitFile, snapshotFile, temporarySuffix } from "./registry-files.ts";
import { toSaveError, UnfinishedSave } from "./save-error.ts";
import { writeNewFile } from "./write-file.ts";

/** `asRead`: the elements that whoever reads these bytes will find, where that is known. */
export type FileToSave = {
  name: string;
  bytes: FileBytes;
  asRead?: (() => unknown[] | undefined) | undefined;
};
export type FileHash = { name: string; sha256: string };

/** What each file is known by, reckoned beside other work; files that share their bytes are reckoned once. */
export function hashesOf(files: readonly FileToSave[]): Promise<FileHash[]> {
  const hashes = new Map<FileBytes, Promise<string>>();
  const hashOf = (bytes: FileBytes) => {
    const hash = hashes.get(bytes) ?? sha256Beside(bytes);
    hashes.set(bytes, hash);
    return hash;
  };
  return Promise.all(files.map(async ({ name, bytes }) => ({ name, sha256: await hashOf(bytes) })));
}

const sliceBytes = 1_000_000;

/** Slice by slice, so that the requests to the disk go on meanwhile; the web's digest would copy the bytes twice. */
async function sha256Beside(bytes: FileBytes): Promise<string> {
  const hash = createHash("sha256");
  for (const piece of piecesOf(bytes)) {
    for (let at = 0; at < piece.length; at += sliceBytes) {
      hash.update(piece.subarray(at, at + sliceBytes));
      await setImmediate();
    }
  }
  return hash.digest("hex");
}

type Saving = {
  /** Files that are gone when the new state counts. */
  gone?: readonly string[] | undefined;
  hashes?: Promise<FileHash[]>;
  /** What has to be done before the new state may count; it is waited for while the files are written. */
  meanwhile?: Promise<unknown> | undefined;
  /** Asked when all is written and nothing counts yet; what it throws ends the save. */
  lastLook?: (() => Promise<void>) | undefined;
};

/** Replaces several files of a folder as one: afterwards all are new, or all are old; and tells what they are known by. Needs the lock. */
export async function saveFiles(
  fs: FileSystem,
  dir: string,
  files: FileToSave[],
  { meanwhile, lastLook, gone, hashes = hashesOf(files) }: Saving = {},
): Promise<Map<string, FileMark>> {
  const token = randomBytes(6).toString("hex");
  const writing = files.map((file) => ({ ...file, temporary: `.${file.name}.${token}${temporarySuffix}` }));
  let committed: Committed;
  try {
    committed = await writeAndCommit(fs, dir, { writing, token, meanwhile, lastLook, gone, hashes });
  } catch (error) {
    for (const { temporary } of writing) await fs.remove(join(dir, temporary)).catch(() => undefined);
    throw toSaveError(error, dir);
  }
  await finish(fs, dir, committed.record);
  return committed.marks;
}

type Committed = { record: CommitRecord; marks: Map<string, FileMark> };
type Writing = Saving &
  Required<Pick<Saving, "hashes">> & { writing: (FileToSave & { temporary: string })[]; token: string };

async function writeAndCommit(
  fs: FileSystem,
  dir: string,
  { writing, token, meanwhile, lastLook, gone = [], hashes }: Writing,
): Promise<Committed> {
  const writes = writing.map(async ({ name, temporary, bytes }) =>
    writeNewFile(fs, join(dir, temporary), { bytes, mode: await modeOf(dir, name) }),
  );
  // All of them end before any failure is told, or a straggler would be left behind after the sweep.
  const endings = await Promise.allSettled([meanwhile, ...writes]);
  for (const ending of endings) if (ending.status === "rejected") throw ending.reason;
  const known = new Map((await hashes).map(({ name, sha256 }) => [name, sha256]));
  const marks = await marksOf(dir, writing);
  const record: CommitRecord = {
    format: 1,
    files: writing.map(({ name, temporary, bytes }) => ({
      ...{
        name,
        temporary,
        bytes: lengthOf(bytes),
        sha256: known.get(name) ?? sha256Of(Buffer.concat(piecesOf(bytes))),
      },
    })),
    gone: [...gone],
  };
  const temporary = join(dir, `.${commitFile}.${token}${temporarySuffix}`);
  await writeNewFile(fs, temporary, { bytes: Buffer.from(JSON.stringify(record)), mode: 0o600 });
  // The files must be on the disk by name before the record that speaks of them is.
  await fs.syncFolder(dir);
  try {
    await lastLook?.();
    await fs.rename(temporary, join(dir, commitFile));
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
  return { record, marks };
}

async function marksOf(dir: string, writing: Writing["writing"]): Promise<Map<string, FileMark>> {
  const marks = new Map<string, FileMark>();
  for (const { name, temporary } of writing) {
    marks.set(name, markOf(await stat(join(dir, temporary), { bigint: true })));
  }
  return marks;
}

/** From here on the new state is the registry, even if this process dies: readers and the next change finish it. */
async function finish(fs: FileSystem, dir: string, record: CommitRecord): Promise<void> {
  try {
    await fs.syncFolder(dir);
    for (const file of record.files) await fs.rename(join(dir, file.temporary), join(dir, file.name));
    for (const name of record.gone) await removeIfThere(fs, join(dir, name));
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

/**
 * A file keeps the mode that its owner gave it. A new one is for whom the snapshot is for, and the first of all is
 * private. What no rename can replace is found out here.
 */
async function modeOf(dir: string, name: string): Promise<number> {
  const path = join(dir, name);
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error(`${path} is not a file`);
    return stats.mode & 0o777;
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT") throw error;
    return name === snapshotFile ? 0o600 : modeOf(dir, snapshotFile);
  }
}
