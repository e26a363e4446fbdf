import { rename } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type BackupReading, findBackup, readBackup } from "./backups.ts";
import { diskFileSystem } from "./file-system.ts";
import { loadRegistry, type Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { recoverRegistry } from "./recover-registry.ts";
import { RegistryDraft } from "./registry-draft.ts";
import { layerFile, layerNames } from "./registry-files.ts";
import { withRegistryLock } from "./registry-lock.ts";
import { registrySignature } from "./registry-signature.ts";
import { saveRegistry } from "./save-registry.ts";
import { splitLegacy } from "./split-legacy.ts";
import { writeBackup } from "./write-backup.ts";

export type RestoreSettings = { command: string; stamp: string; waitMs?: number; now?: Date };

/** The draft that a restore would save, for a plan of it. */
export async function rehearseRestore(
  dir: string,
  stamp: string,
): Promise<{ registry: Registry; draft: RegistryDraft; reading: BackupReading }> {
  const reading = await readSound(dir, stamp);
  const registry = await loadRegistry(dir);
  return { registry, draft: RegistryDraft.between(registry, layersOf(reading, registry)), reading };
}

/**
 * Puts a whole backup back, after one of what is there now. This is the way out of an unreadable registry, so it is
 * the only change that does not ask for a readable one.
 */
export async function restoreBackup(
  dir: string,
  { command, stamp, waitMs, now = new Date() }: RestoreSettings,
  guard: (draft: RegistryDraft, registry: Registry) => void = () => undefined,
): Promise<{ backup: string; entries: number; signature: string }> {
  const reading = await readSound(dir, stamp);
  return withRegistryLock(dir, { command, waitMs }, async () => {
    await recoverRegistry(diskFileSystem, dir);
    const registry = await loadRegistry(dir);
    const layers = layersOf(reading, registry);
    guard(RegistryDraft.between(registry, layers), registry);
    await setFoldersAside(dir, registry, now);
    const backup = await writeBackup(diskFileSystem, dir, now);
    await saveRegistry(dir, layers);
    return { backup, entries: reading.entries, signature: await registrySignature(dir) };
  });
}

async function readSound(dir: string, stamp: string): Promise<BackupReading> {
  const reading = await readBackup(dir, await findBackup(dir, stamp));
  if (reading.damaged === undefined) return reading;
  throw new ConsoleError("blocked", `The backup ${stamp} is damaged: ${reading.damaged}.`, {
    hint: "Nothing was changed. Choose another backup.",
  });
}

/** A backup of one layer leaves the other as it is; a backup of the single file stands for both. */
function layersOf(reading: BackupReading, registry: Registry): RawLayers {
  const snapshot = reading.contents.find(({ file }) => file === "snapshot");
  const layers: RawLayers = snapshot ? splitLegacy(snapshot.elements) : { ...registry.layers };
  for (const { file, elements } of reading.contents) if (file !== "snapshot") layers[file] = elements;
  return layers;
}

/** A folder in a layer's place can neither be backed up nor replaced by a file. */
async function setFoldersAside(dir: string, registry: Registry, now: Date): Promise<void> {
  for (const layer of layerNames) {
    const isFolder = registry.problems.some(
      ({ file, message }) => file === layerFile(layer) && message.includes("it is not a file"),
    );
    if (isFolder)
      await rename(join(dir, layerFile(layer)), join(dir, `${layerFile(layer)}.${now.getTime()}.aside`));
  }
}
