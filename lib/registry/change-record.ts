import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import type { ChangeTrail, Renamed } from "./change-trail.ts";
import type { ChangedEntry } from "./changed-entries.ts";
import type { FileSystem } from "./file-system.ts";
import { isKeptSnapshot, keptSnapshotName } from "./kept-snapshot.ts";
import type { Layouts } from "./list-frame.ts";
import { toJsonText } from "./number-words.ts";
import { changesFolder } from "./registry-files.ts";
import { writeNewFile } from "./write-file.ts";
import { toWrittenPlace } from "./written-place.ts";

/** What one change did, kept so that it can be taken back. Its id is the stamp of the backup that was made for it. */
export type ChangeRecord = {
  format: 1;
  id: string;
  at: string;
  command: string;
  /** The mark of the run that made it. */
  run?: string | undefined;
  backup?: string | undefined;
  undoes: string[];
  /** Whether something of what it takes back was left out and can still be taken back. */
  undoesInPart: boolean;
  /** Whether the curated layer was in an order of somebody's own, which what is left of it may not show. */
  hadOwnOrder: boolean;
  entries: ChangedEntry[];
  /** How the layers that changed were laid out, where the original would not do so. */
  layouts: Layouts;
  /** Those of them that are one under two names. */
  renamed: Renamed[];
  /** The files that were written, with a hash of what was written. */
  files: { name: string; sha256: string }[];
  /** Of a change that no entry tells, the files that it left as they were; without a hash, what was not there. */
  beside: { name: string; sha256?: string | undefined }[];
  /** The files that it left absent. */
  gone: string[];
  /** Those of them that were not there before. */
  absent: string[];
  /** Those of them that could not be read before: nothing but their copies in the backup says what they held. */
  broken: string[];
  trashed: { id: string; names: string[]; paths: { from: string; bytes: number }[] }[];
  restored: { path: string; bytes: number; names: string[]; from?: string | undefined }[];
  removedFolders: ChangeTrail["removedFolders"];
  madeFolders: string[];
};

/** A console keeps many runs and one record for each that changed something. */
const recordsMax = 500;
const recordBytesMax = 256_000_000;
const largeRecord = 1_000_000;

export function pathsIn(
  trail: ChangeTrail,
): Pick<ChangeRecord, "trashed" | "restored" | "removedFolders" | "madeFolders"> {
  return {
    trashed: trail.trashed.map(({ id, entries, paths }) => ({
      id,
      names: entries.map(({ name }) => name),
      paths: paths.map(({ from, bytes }) => ({ from, bytes })),
    })),
    restored: trail.restored.map(({ path, bytes, names, from }) => ({ path, bytes, names, from })),
    removedFolders: trail.removedFolders,
    madeFolders: trail.madeFolders,
  };
}

/** The run that we are part of: its id and a few letters that no other run has. */
export function runMark(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const mark = env.MODELDECK_RUN;
  return mark !== undefined && /^[\w-]{1,64}(\.[\w-]{1,64})?$/.test(mark) ? mark : undefined;
}

export const runIdOf = (mark: string): string => mark.split(".")[0] ?? mark;

/** The run is part of the name, so that its changes are found without reading all of them. */
const nameOfRecord = ({ id, run }: Pick<ChangeRecord, "id" | "run">): string =>
  run === undefined ? `${id}.json` : `${id}.run-${runIdOf(run)}.json`;

export type RecordName = { id: string; run: string | undefined; name: string };

function parseRecordName(name: string): RecordName | undefined {
  const found = /^(\d{8}-\d{6}(?:-\d+)?)(?:\.run-([\w-]+))?\.json$/.exec(name);
  return found?.[1] === undefined ? undefined : { id: found[1], run: found[2], name };
}

const inOrder = new Intl.Collator("en", { numeric: true });

/** Every record by name, the newest first. */
export async function listRecordNames(dir: string): Promise<RecordName[]> {
  const names = await readdir(changesFolder(dir)).catch(() => []);
  return names
    .flatMap((name) => parseRecordName(name) ?? [])
    .sort((one, other) => inOrder.compare(other.id, one.id));
}

const pendingSuffix = ".pending";

/** Writes down what is about to be done. It does not count as done before it is confirmed. */
export async function writeChangeRecord(fs: FileSystem, dir: string, record: ChangeRecord): Promise<void> {
  await ensureFolder(changesFolder(dir), 0o700);
  const path = join(changesFolder(dir), nameOfRecord(record) + pendingSuffix);
  const entries = record.entries.map((entry) => ({ ...entry, before: entry.before.map(toWrittenPlace) }));
  const text = `${toJsonText({ ...record, entries })}\n`;
  await writeNewFile(fs, path, { bytes: Buffer.from(text), mode: 0o600 });
  await fs.syncFolder(changesFolder(dir));
}

type Named = Pick<ChangeRecord, "id" | "run">;

export async function confirmChangeRecord(dir: string, record: Named): Promise<void> {
  const path = join(changesFolder(dir), nameOfRecord(record));
  await rename(path + pendingSuffix, path);
}

/** A record of something that was not done after all. */
export async function dropChangeRecord(dir: string, record: Named): Promise<void> {
  await rm(join(changesFolder(dir), nameOfRecord(record) + pendingSuffix), { force: true });
  await rm(join(changesFolder(dir), keptSnapshotName(record.id)), { force: true });
}

/** A process that died between writing a record and confirming it may or may not have done what it says. Needs the lock. */
export async function settleChangeRecords(dir: string): Promise<void> {
  const names = await readdir(changesFolder(dir)).catch(() => []);
  await sweepSnapshots(dir, names);
  const pending = names.filter((name) => name.endsWith(pendingSuffix));
  if (pending.length === 0) return;
  const { isAsRecorded } = await import("./change-records.ts");
  for (const name of pending) {
    const path = join(changesFolder(dir), name);
    if (await isAsRecorded(dir, name)) await rename(path, path.slice(0, -pendingSuffix.length));
    else await rm(path, { force: true });
  }
}

/** A process that died before it wrote the record left a snapshot that nobody asks for. */
async function sweepSnapshots(dir: string, names: readonly string[]): Promise<void> {
  const [kept, others] = [names.filter(isKeptSnapshot), names.filter((name) => !isKeptSnapshot(name))];
  const idOf = (name: string) => name.slice(0, name.indexOf("."));
  const recorded = new Set(others.map(idOf));
  for (const name of kept.filter((each) => !recorded.has(idOf(each)))) {
    await rm(join(changesFolder(dir), name)).catch(() => undefined);
  }
}

/** Forgets the oldest changes. Bytes are only counted when a large record came. */
export async function pruneChangeRecords(dir: string, written: Named): Promise<void> {
  const names = await listRecordNames(dir);
  const { size } = await stat(join(changesFolder(dir), nameOfRecord(written)));
  const kept = size < largeRecord ? recordsMax : Math.min(recordsMax, await countWithin(dir, names));
  if ((await snapshotBytes(dir, written.id)) > 0) await pruneSnapshots(dir, names);
  for (const { id, name } of names.slice(Math.max(1, kept))) {
    await rm(join(changesFolder(dir), name), { force: true });
    await rm(join(changesFolder(dir), keptSnapshotName(id)), { force: true });
  }
}

/** Who uses two tools has the snapshot set aside with each change, and each is as large as the registry: older ones go first. */
async function pruneSnapshots(dir: string, names: readonly RecordName[]): Promise<void> {
  let bytes = 0;
  for (const [index, { id }] of names.entries()) {
    bytes += await snapshotBytes(dir, id);
    if (index > 0 && bytes > recordBytesMax) {
      await rm(join(changesFolder(dir), keptSnapshotName(id)), { force: true });
    }
  }
}

const snapshotBytes = (dir: string, id: string): Promise<number> =>
  stat(join(changesFolder(dir), keptSnapshotName(id))).then(
    ({ size }) => size,
    () => 0,
  );

async function countWithin(dir: string, names: readonly RecordName[]): Promise<number> {
  let bytes = 0;
  for (const [index, { name }] of names.entries()) {
    bytes += (await stat(join(changesFolder(dir), name))).size;
    if (bytes > recordBytesMax) return index;
  }
  return names.length;
}
