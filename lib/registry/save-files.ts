import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { allEnded } from "./all-ended.ts";
import type { CommitRecord } from "./commit-record.ts";
import { type FileBytes, lengthOf } from "./file-bytes.ts";
import { type FileHash, hashed } from "./file-hashes.ts";
import { type FileMark, markOf, untilSettled } from "./file-mark.ts";
import { type FilePlace, filePlaceOf, temporaryNameOf, toLinkError } from "./file-place.ts";
import { errorCodeOf, type FileSystem, type Owner } from "./file-system.ts";
import { guardNoLink, guardReplaceable } from "./guard-replaceable.ts";
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

type Saving = {
  /** Files that are gone when the new state counts. */
  gone?: readonly string[] | undefined;
  /** What has to be done before the new state may count; it is waited for while the files are written. */
  meanwhile?: Promise<unknown> | undefined;
  /** The same of what is short: while they are written, the disk would have it wait for all of their bytes. */
  onceWritten?: ((hashes: FileHash[]) => Promise<unknown>) | undefined;
  /** Asked when all is written and nothing counts yet; what it throws ends the save. */
  lastLook?: (() => Promise<void>) | undefined;
};

/** Replaces several files of a folder as one: afterwards all are new, or all are old; and tells what they are known by. Needs the lock. */
export async function saveFiles(
  fs: FileSystem,
  dir: string,
  files: FileToSave[],
  { meanwhile, onceWritten, lastLook, gone }: Saving = {},
): Promise<Map<string, FileMark>> {
  let writing: FileWriting[] = [];
  let committed: Committed;
  // It may fail before anybody waits for it, and is told then by whoever does.
  const other = meanwhile?.catch(() => undefined);
  try {
    const token = randomBytes(6).toString("hex");
    for (const name of gone ?? []) await guardNoLink(dir, name);
    writing = await Promise.all(files.map((file) => toWriting(dir, file, token)));
    const places = writing.map(({ place }) => place);
    await guardReplaceable(dir, places);
    committed = await writeAndCommit(fs, dir, { writing, token, meanwhile, onceWritten, lastLook, gone });
  } catch (error) {
    // All of them end before any failure is told, or a straggler would be left behind.
    await other;
    for (const { temporary } of writing) await fs.remove(temporary.path).catch(() => undefined);
    throw toSaveError(error, dir);
  }
  await finish(fs, dir, committed);
  return committed.marks;
}

/** A file is written beside the one that it replaces, wherever a link leads. */
type FileWriting = FileToSave & { place: FilePlace; temporary: { name: string; path: string } };

async function toWriting(dir: string, file: FileToSave, token: string): Promise<FileWriting> {
  const place = await filePlaceOf(dir, file.name);
  const name = await temporaryNameOf(dir, place, token);
  return { ...file, place, temporary: { name, path: join(place.folder, name) } };
}

type Committed = { record: CommitRecord; writing: readonly FileWriting[]; marks: Map<string, FileMark> };
type Writing = Saving & { writing: FileWriting[]; token: string };

async function writeAndCommit(
  fs: FileSystem,
  dir: string,
  { writing, token, meanwhile, onceWritten, lastLook, gone = [] }: Writing,
): Promise<Committed> {
  const writes = writing.map(async ({ name, temporary, place, bytes }) =>
    writeNewFile(fs, temporary.path, { bytes, ...(await standingOf(dir, name)) }).catch((error: unknown) => {
      throw toLinkError(error, place);
    }),
  );
  // Begun last: with its first slice nothing else would be begun before the second.
  const hashing = hashed(writing);
  await allEnded([meanwhile, ...writes]);
  const written = await hashing;
  const hashes = written.map(({ name, sha256 }) => ({ name, sha256 }));
  const marks = await marksOf(writing);
  const record = recordOf(written, gone);
  const temporary = join(dir, `.${commitFile}.${token}${temporarySuffix}`);
  try {
    await allEnded([
      onceWritten?.(hashes),
      writeRecord(fs, temporary, { record, folders: foldersOf(dir, writing) }),
      ...writing.map(async ({ name, bytes }) => {
        const mark = marks.get(name);
        if (mark && lengthOf(bytes) > dearBytes) await untilSettled(mark);
      }),
    ]);
    await lastLook?.();
    await fs.rename(temporary, join(dir, commitFile));
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
  return { record, writing, marks };
}

const recordOf = (written: readonly (FileWriting & FileHash)[], gone: readonly string[]): CommitRecord => ({
  format: 1,
  files: written.map(({ name, temporary, place, bytes, sha256 }) => ({
    ...{ name, temporary: temporary.name, bytes: lengthOf(bytes), sha256 },
    ...(place.isLink && { target: place.path }),
  })),
  gone: [...gone],
});

/** It does not count under this name yet. The files must be on the disk by name before it does. */
async function writeRecord(
  fs: FileSystem,
  path: string,
  { record, folders }: { record: CommitRecord; folders: ReadonlySet<string> },
): Promise<void> {
  await writeNewFile(fs, path, { bytes: Buffer.from(JSON.stringify(record)), mode: 0o600 });
  for (const folder of folders) await fs.syncFolder(folder);
}

const foldersOf = (dir: string, writing: readonly FileWriting[]): Set<string> =>
  new Set([dir, ...writing.map(({ place }) => place.folder)]);

/** To read this much again would take longer than to wait until it can be known without reading it. */
const dearBytes = 1_000_000;

async function marksOf(writing: readonly FileWriting[]): Promise<Map<string, FileMark>> {
  const marks = new Map<string, FileMark>();
  for (const { name, temporary } of writing) {
    marks.set(name, markOf(await stat(temporary.path, { bigint: true })));
  }
  return marks;
}

/** From here on the new state is the registry, even if this process dies: readers and the next change finish it. */
async function finish(fs: FileSystem, dir: string, { record, writing }: Committed): Promise<void> {
  try {
    await fs.syncFolder(dir);
    for (const { temporary, place } of writing) await fs.rename(temporary.path, place.path);
    for (const name of record.gone) await removeIfThere(fs, join(dir, name));
    for (const folder of foldersOf(dir, writing)) await fs.syncFolder(folder);
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
 * A file keeps its owner and the mode that he gave it. A new one is for whom the snapshot is for, and the first of all is
 * private. What no rename can replace is found out here.
 */
async function standingOf(dir: string, name: string): Promise<{ mode: number; owner?: Owner }> {
  const path = join(dir, name);
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error(`${path} is not a file`);
    const { uid, gid } = stats;
    // Nobody else may give a file away.
    return { mode: stats.mode & 0o777, ...(process.geteuid?.() === 0 && { owner: { uid, gid } }) };
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT") throw error;
    return name === snapshotFile ? { mode: 0o600 } : standingOf(dir, snapshotFile);
  }
}
