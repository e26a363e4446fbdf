import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BackupReading } from "./backups.ts";
import { changedEntries, hasOnlyMoved } from "./changed-entries.ts";
import { isAlike } from "./is-alike.ts";
import type { Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { isSnapshotOf } from "./to-registry-files.ts";

/** What a restore changes that no entry tells. */
export type BesideEntries = {
  /** Whether entries that stay what they are stand elsewhere among the others. */
  moves: boolean;
  /** The files that are not what they become, with the bytes that they have in the backup or now. */
  files: { path: string; bytes: number }[];
};

type Restoring = {
  registry: Registry;
  layers: RawLayers;
  reading: BackupReading;
  /** Whether the files come back letter for letter. */
  isWhole: boolean;
};

export async function besideEntries({
  registry,
  layers,
  reading,
  isWhole,
}: Restoring): Promise<BesideEntries> {
  const files: BesideEntries["files"] = [];
  for (const layer of layerNames) {
    const path = join(registry.dir, layerFile(layer));
    const held = isWhole ? reading.files.find(({ file }) => file === layer) : undefined;
    const isSame = held
      ? await areAlike(path, join(registry.dir, held.name))
      : isAlike(layers[layer], registry.layers[layer]);
    if (!isSame) files.push({ path, bytes: held?.bytes ?? (await sizeOf(path)) });
  }
  if (isWhole && files.length === 0) files.push(...(await unlikeSnapshot(registry)));
  const moves = files.length > 0 && changedEntries(registry.layers, layers).some(hasOnlyMoved);
  return { moves, files };
}

/** A snapshot that is torn, or says something else than the layers, is what remains to be mended. */
async function unlikeSnapshot({ dir, isLegacy, merged }: Registry): Promise<BesideEntries["files"]> {
  const path = join(dir, snapshotFile);
  const there = await readFile(path).catch(() => undefined);
  if (isLegacy || (there && isSnapshotOf(there, merged))) return [];
  return [{ path, bytes: there?.length ?? 0 }];
}

async function areAlike(one: string, other: string): Promise<boolean> {
  const [here, there] = await Promise.all([one, other].map((path) => readFile(path).catch(() => undefined)));
  return here !== undefined && there !== undefined && here.equals(there);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
