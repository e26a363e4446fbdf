import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { type BackedUpFile, parseBackupName, toBackupName } from "./backup-name.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { layerFile, layerNames, preSplitFile, snapshotFile } from "./registry-files.ts";
import { writeNewFile } from "./write-file.ts";

type Source = { file: BackedUpFile; path: string };

const backupMode = 0o600;

/** A registry without files is an empty one, and the way back to that is kept as well. */
const nothingYet = layerNames.map((file) => ({ file, bytes: Buffer.from("[]\n") }));

type Backup = {
  stamp: string;
  /** The files that are about to be replaced, each by another file. */
  replaced: ReadonlySet<string>;
};

/** Keeps the registry as it stands under a stamp that no other backup has. Needs the lock. */
export async function writeBackup(fs: FileSystem, dir: string, { stamp, replaced }: Backup): Promise<void> {
  const linked: BackedUpFile[] = [];
  const written: string[] = [];
  try {
    for (const layer of layerNames) {
      const name = toBackupName({ stamp, file: layer });
      if (!replaced.has(layerFile(layer)) || !(await linkBackup(fs, dir, { layer, name }))) continue;
      linked.push(layer);
      written.push(join(dir, name));
    }
    const sources = layerNames.filter((file) => !linked.includes(file));
    const layers = await readSources(
      fs,
      sources.map((file) => ({ file, path: join(dir, layerFile(file)) })),
    );
    const isLayered = linked.length + layers.length > 0;
    const legacy = isLayered
      ? []
      : await readSources(fs, [{ file: "snapshot", path: join(dir, snapshotFile) }]);
    const found = [...layers, ...legacy];
    const copies = isLayered || found.length > 0 ? found : nothingYet;
    for (const { file, bytes } of copies) {
      const path = join(dir, toBackupName({ stamp, file }));
      await writeNewFile(fs, path, { bytes, mode: backupMode });
      written.push(path);
    }
    await keepPreSplit(fs, dir, legacy[0]?.bytes);
  } catch (error) {
    // Half a backup would be restored as if it were whole.
    for (const path of written) await fs.remove(path).catch(() => undefined);
    throw error;
  }
}

/**
 * A file that a save replaces is not written any more, so its bytes need not be copied: they are kept by giving the
 * file a second name. That is only done with what is as private as a backup is to be, and has no other name yet.
 */
async function linkBackup(
  fs: FileSystem,
  dir: string,
  { layer, name }: { layer: LayerName; name: string },
): Promise<boolean> {
  if (process.platform === "win32") return false;
  const path = join(dir, layerFile(layer));
  try {
    const stats = await lstat(path);
    const isOurs = stats.isFile() && stats.nlink === 1 && stats.uid === process.getuid?.();
    if (!isOurs || (stats.mode & 0o777) !== backupMode) return false;
    // Another program may have written it and not waited for the disk.
    await fs.syncFile(path);
    await fs.link(path, join(dir, name));
    return true;
  } catch {
    // Not every file system knows links.
    return false;
  }
}

/** For a change that was not made after all. */
export async function removeBackup(fs: FileSystem, dir: string, stamp: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (parseBackupName(name)?.stamp === stamp) await fs.remove(join(dir, name));
  }
}

/** The original tool sets the single file of earlier times aside under this name, once. */
async function keepPreSplit(fs: FileSystem, dir: string, bytes: Buffer | undefined): Promise<void> {
  if (!bytes) return;
  try {
    await writeNewFile(fs, join(dir, preSplitFile), { bytes, mode: backupMode });
  } catch (error) {
    if (errorCodeOf(error) !== "EEXIST") throw error;
  }
}

export async function takenStamps(dir: string): Promise<Set<string>> {
  const names = await readdir(dir);
  return new Set(names.flatMap((name) => parseBackupName(name)?.stamp ?? []));
}

async function readSources(
  fs: FileSystem,
  sources: Source[],
): Promise<{ file: BackedUpFile; bytes: Buffer }[]> {
  const copies: { file: BackedUpFile; bytes: Buffer }[] = [];
  for (const { file, path } of sources) {
    try {
      copies.push({ file, bytes: await fs.read(path) });
    } catch (error) {
      if (errorCodeOf(error) !== "ENOENT") throw error;
    }
  }
  return copies;
}
