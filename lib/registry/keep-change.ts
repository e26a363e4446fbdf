import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { allEnded } from "./all-ended.ts";
import { freeStamp } from "./backup-name.ts";
import { pruneOwnBackups } from "./backup-retention.ts";
import {
  type ChangeRecord,
  confirmChangeRecord,
  dropChangeRecord,
  listRecordNames,
  pathsIn,
  pruneChangeRecords,
  writeChangeRecord,
} from "./change-record.ts";
import { type ChangeTrail, isEmptyTrail } from "./change-trail.ts";
import type { ChangedEntry } from "./changed-entries.ts";
import type { FileHash } from "./file-hashes.ts";
import type { FileMark } from "./file-mark.ts";
import type { FileSystem } from "./file-system.ts";
import { filesBeside, filesToSave, hadOwnOrder } from "./files-to-save.ts";
import { keepSnapshot, noteSnapshot } from "./kept-snapshot.ts";
import { rememberSaved } from "./known-layers.ts";
import type { Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { changesFolder, layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { registrySignature } from "./registry-signature.ts";
import { toSaveError, UnfinishedSave } from "./save-error.ts";
import { type FileToSave, saveFiles } from "./save-files.ts";
import { layoutsOf } from "./to-registry-files.ts";
import { removeBackup, takenStamps, writeBackup } from "./write-backup.ts";

type Keeping = {
  fs: FileSystem;
  command: string;
  run: string | undefined;
  now: Date;
  registry: Registry;
  layers: RawLayers;
  entries: ChangedEntry[];
  trail: ChangeTrail;
  hasBackup: boolean;
};

const layerFiles = new Set(layerNames.map(layerFile));

export type Kept = { signature: string; backup: string | undefined; change: string | undefined };

/** Makes a change last. It does not count before the way back from it is on the disk. Needs the lock. */
export async function keepChange(dir: string, keeping: Keeping): Promise<Kept> {
  const { fs, registry, entries, trail, now } = keeping;
  const { files, areMade } = await filesToSave(dir, keeping);
  const isSame = files.length === 0 && trail.absent.length === 0;
  if (isSame && isEmptyTrail(trail)) {
    return { signature: registry.signature, backup: undefined, change: undefined };
  }
  const id = freeStamp(now, await stampsTaken(dir));
  const backup = keeping.hasBackup && !isSame ? id : undefined;
  const absent = await absentOf(dir, files);
  const record: Omit<ChangeRecord, "files"> = {
    ...{ format: 1, id, at: now.toISOString(), command: keeping.command, run: keeping.run, backup },
    ...{ undoes: trail.undoes, undoesInPart: trail.undoesInPart, renamed: trail.renamed, gone: trail.absent },
    ...{ hadOwnOrder: hadOwnOrder(keeping), entries, absent, ...pathsIn(trail) },
    beside: entries.length > 0 ? [] : await filesBeside(dir, { files, gone: trail.absent }),
    layouts: registry.isLegacy ? {} : layoutsOf(registry.layers),
    broken: registry.unread.filter((file) => files.some(({ name }) => name === file)),
  };
  // What could not be read goes back as its copy in the backup, which neither a folder nor the single file of old has.
  const hasRecord = registry.unread.every((file) => layerFiles.has(file) && !absent.includes(file));
  let saved: ReadonlyMap<string, FileMark> = new Map();
  try {
    if (hasRecord) await trail.countAs(id);
    const keepRecord = async (hashes: FileHash[]) =>
      hasRecord && writeChangeRecord(fs, dir, { ...record, files: hashes });
    if (isSame) await keepRecord([]);
    else {
      saved = await saveFiles(fs, dir, files, {
        gone: trail.absent,
        meanwhile: keepOld(dir, { fs, record, files, gone: trail.absent, hasRecord }),
        onceWritten: keepRecord,
        lastLook: () => guardUntouched(dir, registry),
      });
      await rememberSaved(dir, files, saved);
    }
  } catch (error) {
    if (error instanceof UnfinishedSave) throw error;
    await dropWayBack(dir, { fs, record });
    throw toSaveError(error, dir);
  }
  const snapshot =
    areMade && entries.length > 0 ? { written: saved, signature: registry.signature } : undefined;
  if (hasRecord) await tidy(dir, { record, snapshot });
  return { signature: await registrySignature(dir), backup, change: hasRecord ? id : undefined };
}

/** Not every program that writes here knows our lock. What such a one wrote since we read must not be written over. */
async function guardUntouched(dir: string, { signature }: Registry): Promise<void> {
  if ((await registrySignature(dir)) === signature) return;
  throw new ConsoleError("conflict", `Another program has written the registry in ${dir} meanwhile.`, {
    hint: "Nothing was changed here. Look at what it wrote, and do this again.",
  });
}

async function stampsTaken(dir: string): Promise<Set<string>> {
  const [stamps, records] = await Promise.all([takenStamps(dir), listRecordNames(dir)]);
  for (const { id } of records) stamps.add(id);
  return stamps;
}

async function absentOf(dir: string, files: readonly FileToSave[]): Promise<string[]> {
  const found = await Promise.all(
    files.map(({ name }) =>
      stat(join(dir, name)).then(
        () => [],
        () => [name],
      ),
    ),
  );
  return found.flat();
}

type WayBack = { fs: FileSystem; record: Omit<ChangeRecord, "files"> };

type OldKeeping = WayBack & { files: readonly FileToSave[]; gone: readonly string[]; hasRecord: boolean };

/** Keeps what is about to be replaced. */
async function keepOld(dir: string, { fs, record, files, gone, hasRecord }: OldKeeping): Promise<void> {
  const { id, backup: stamp, broken } = record;
  const replaced = new Set([...files.map(({ name }) => name), ...gone]);
  // Of a broken layer it is not made again, and where no entry tells of a change nothing is made at all.
  const isLast = broken.length > 0 || record.entries.length === 0 || gone.includes(snapshotFile);
  // Its name is on the disk with those of the files, and so before the record in it counts.
  if (hasRecord) await ensureFolder(changesFolder(dir), 0o700);
  await allEnded([
    stamp === undefined ? undefined : writeBackup(fs, dir, { stamp, replaced }),
    hasRecord && replaced.size > 0 && keepSnapshot(fs, dir, { id, isLast }),
  ]);
}

async function dropWayBack(dir: string, { fs, record }: WayBack): Promise<void> {
  await dropChangeRecord(dir, record).catch(() => undefined);
  if (record.backup !== undefined) await removeBackup(fs, dir, record.backup).catch(() => undefined);
}

/** The change is made; what fails here may not be told as if it were not. */
async function tidy(
  dir: string,
  {
    record,
    snapshot,
  }: {
    record: Pick<WayBack["record"], "id" | "run" | "backup">;
    snapshot: Parameters<typeof noteSnapshot>[1] | undefined;
  },
): Promise<void> {
  try {
    await confirmChangeRecord(dir, record);
    if (snapshot) await noteSnapshot(dir, snapshot);
    if (record.backup !== undefined) await pruneOwnBackups(dir);
    await pruneChangeRecords(dir, record);
  } catch {
    // The next change tidies again.
  }
}
