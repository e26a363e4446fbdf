import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type BackedUpFile, parseBackupName, toBackupName } from "./backup-name.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { layerFile, layerNames, preSplitFile, snapshotFile } from "./registry-files.ts";
import { writeNewFile } from "./write-file.ts";

type Source = { file: BackedUpFile; path: string };

/** A registry without files is an empty one, and the way back to that is kept as well. */
const nothingYet = layerNames.map((file) => ({ file, bytes: Buffer.from("[]\n") }));

/** Copies the registry as it stands under a stamp that no other backup has. Needs the lock. */
export async function writeBackup(fs: FileSystem, dir: string, stamp: string): Promise<void> {
  const layers = await readSources(fs, [
    { file: "curated", path: join(dir, layerFile("curated")) },
    { file: "discovered", path: join(dir, layerFile("discovered")) },
  ]);
  const legacy =
    layers.length === 0 ? await readSources(fs, [{ file: "snapshot", path: join(dir, snapshotFile) }]) : [];
  const found = [...layers, ...legacy];
  const copies = found.length === 0 ? nothingYet : found;
  const written: string[] = [];
  try {
    for (const { file, bytes } of copies) {
      const path = join(dir, toBackupName({ stamp, file }));
      await writeNewFile(fs, path, { bytes, mode: 0o600 });
      written.push(path);
    }
    await keepPreSplit(fs, dir, legacy[0]?.bytes);
  } catch (error) {
    // Half a backup would be restored as if it were whole.
    for (const path of written) await fs.remove(path).catch(() => undefined);
    throw error;
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
    await writeNewFile(fs, join(dir, preSplitFile), { bytes, mode: 0o600 });
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
