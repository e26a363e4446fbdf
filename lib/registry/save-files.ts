import { createHash, randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type CommitRecord, sha256Of } from "./commit-record.ts";
import { type FileBytes, lengthOf, piecesOf } from "./file-bytes.ts";
import { type FileMark, markOf } from "./file-mark.ts";
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
    committed = await writeAndCommit(fs, dir, { writing, token, meanwhile, lastLook, gone, hashes });
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
type Writing = Saving & Required<Pick<Saving, "hashes">> & { writing: FileWriting[]; token: string };

async function writeAndCommit(
  fs: FileSystem,
  dir: string,
  { writing, token, meanwhile, lastLook, gone = [], hashes }: Writing,
): Promise<Committed> {
  const writes = writing.map(async ({ name, temporary, place, bytes }) =>
    writeNewFile(fs, temporary.path, { bytes, ...(await standingOf(dir, name)) }).catch((error: unknown) => {
      throw toLinkError(error, place);
    }),
  );
  // All of them end before any failure is told, or a straggler would be left behind after the sweep.
  const endings = await Promise.allSettled([meanwhile, ...writes]);
  for (const ending of endings) if (ending.status === "rejected") throw ending.reason;
  const known = new Map((await hashes).map(({ name, sha256 }) => [name, sha256]));
  const marks = await marksOf(writing);
  const record: CommitRecord = {
    format: 1,
    files: writing.map(({ name, temporary, place, bytes }) => ({
      ...{
        name,
        temporary: temporary.name,
        ...(place.isLink && { target: place.path }),
        bytes: lengthOf(bytes),
        sha256: known.get(name) ?? sha256Of(Buffer.concat(piecesOf(bytes))),
      },
    })),
    gone: [...gone],
  };
  const temporary = join(dir, `.${commitFile}.${token}${temporarySuffix}`);
  await writeNewFile(fs, temporary, { bytes: Buffer.from(JSON.stringify(record)), mode: 0o600 });
  try {
    // The files must be on the disk by name before the record that speaks of them is.
    for (const folder of foldersOf(dir, writing)) await fs.syncFolder(folder);
    await lastLook?.();
    await fs.rename(temporary, join(dir, commitFile));
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
  return { record, writing, marks };
}

const foldersOf = (dir: string, writing: readonly FileWriting[]): Set<string> =>
  new Set([dir, ...writing.map(({ place }) => place.folder)]);

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
