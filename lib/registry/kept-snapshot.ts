import { constants, copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { type FileMark, markOf, stampOfMark } from "./file-mark.ts";
import type { FileSystem } from "./file-system.ts";
import { changesFolder, layerFile, layerNames, snapshotFile } from "./registry-files.ts";

const stampFile = "snapshot.stamp";

export const keptSnapshotName = (id: string): string => `${id}.snapshot`;

export const isKeptSnapshot = (name: string): boolean => /^\d{8}-\d{6}(?:-\d+)?\.snapshot$/.test(name);

export const readKeptSnapshot = (dir: string, id: string): Promise<Buffer | undefined> =>
  readFile(join(changesFolder(dir), keptSnapshotName(id))).catch(() => undefined);

/**
 * Sets the snapshot aside where it could not be made again: it is not the one that we wrote last, or this copy is the
 * last that there will be, as the caller knows.
 */
export async function keepSnapshot(
  fs: Pick<FileSystem, "syncFile">,
  dir: string,
  { id, isLast }: { id: string; isLast: boolean },
): Promise<void> {
  const path = join(dir, snapshotFile);
  const stamps = await stampsIn(dir);
  if (stamps === undefined) return;
  const ours = await readFile(join(changesFolder(dir), stampFile), "utf8").catch(() => undefined);
  if (ours === stamps && !isLast) return;
  await ensureFolder(changesFolder(dir), 0o700);
  const copy = join(changesFolder(dir), keptSnapshotName(id));
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await fs.syncFile(copy);
}

/**
 * Remembers which snapshot is ours: the one that was just written, beside the layers that were, and those that were read. They
 * are not asked of the disk, where somebody else may have written since. Losing this costs a copy, so it need not reach the disk
 * at once.
 */
export async function noteSnapshot(
  dir: string,
  { written, signature }: { written: ReadonlyMap<string, FileMark>; signature: string },
): Promise<void> {
  const [curated, discovered] = signature.split(",");
  const read = new Map([
    [layerFile("curated"), curated],
    [layerFile("discovered"), discovered],
  ]);
  const stamps = filesStamped.map((name) => {
    const mark = written.get(name);
    return mark ? stampOfMark(mark) : read.get(name);
  });
  await writeFile(join(changesFolder(dir), stampFile), stamps.join(" "), { mode: 0o600 });
}

const filesStamped = [snapshotFile, ...layerNames.map(layerFile)];

/** The snapshot's, and those of the layers that it was made of: nothing makes it again of what somebody wrote there since. */
async function stampsIn(dir: string): Promise<string | undefined> {
  const stamps = await Promise.all(filesStamped.map((name) => stampOf(join(dir, name))));
  return stamps[0] === absent ? undefined : stamps.join(" ");
}

/** As in the signature of a registry. */
const absent = "-";

async function stampOf(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? stampOfMark(markOf(stats)) : absent;
}
