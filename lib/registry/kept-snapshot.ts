import { constants, copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import type { FileSystem } from "./file-system.ts";
import { changesFolder, layerFile, layerNames, snapshotFile } from "./registry-files.ts";

const stampFile = "snapshot.stamp";

export const keptSnapshotName = (id: string): string => `${id}.snapshot`;

export const isKeptSnapshot = (name: string): boolean => /^\d{8}-\d{6}(?:-\d+)?\.snapshot$/.test(name);

export const readKeptSnapshot = (dir: string, id: string): Promise<Buffer | undefined> =>
  readFile(join(changesFolder(dir), keptSnapshotName(id))).catch(() => undefined);

/**
 * Sets the snapshot aside where it could not be made again: it is not the one that we wrote last, or a layer of which it
 * was made is broken since.
 */
export async function keepSnapshot(
  fs: Pick<FileSystem, "syncFile">,
  dir: string,
  { id, isBroken }: { id: string; isBroken: boolean },
): Promise<void> {
  const path = join(dir, snapshotFile);
  const stamps = await stampsIn(dir);
  if (stamps === undefined) return;
  const ours = await readFile(join(changesFolder(dir), stampFile), "utf8").catch(() => undefined);
  if (ours === stamps && !isBroken) return;
  await ensureFolder(changesFolder(dir), 0o700);
  const copy = join(changesFolder(dir), keptSnapshotName(id));
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await fs.syncFile(copy);
}

/** Remembers which snapshot is ours. Losing this costs a copy, so it need not reach the disk at once. */
export async function noteSnapshot(dir: string): Promise<void> {
  const stamps = await stampsIn(dir);
  if (stamps !== undefined) await writeFile(join(changesFolder(dir), stampFile), stamps, { mode: 0o600 });
}

/** The snapshot's, and those of the layers that it was made of: nothing makes it again of what somebody wrote there since. */
async function stampsIn(dir: string): Promise<string | undefined> {
  const names = [snapshotFile, ...layerNames.map(layerFile)];
  const [snapshot, ...layers] = await Promise.all(names.map((name) => stampOf(join(dir, name))));
  return snapshot && [snapshot, ...layers].join(" ");
}

async function stampOf(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.mtimeNs}.${stats.size}.${stats.ino}` : undefined;
}
