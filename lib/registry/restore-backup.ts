import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type BackupReading, findBackup, readBackup } from "./backups.ts";
import { changeRegistry } from "./change-registry.ts";
import type { ChangeTrail } from "./change-trail.ts";
import { placesByName, withPlaces } from "./changed-entries.ts";
import { guardWritable, loadRegistry, type Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { RegistryDraft } from "./registry-draft.ts";
import { layerFile, layerNames } from "./registry-files.ts";
import { splitLegacy } from "./split-legacy.ts";

export type RestoreSettings = {
  command: string;
  stamp: string;
  /** Only these entries; without them, all. */
  entries?: readonly string[] | undefined;
  waitMs?: number;
  now?: Date;
};

/** The draft that a restore would save, for a plan of it. */
export async function rehearseRestore(
  dir: string,
  { stamp, entries }: Pick<RestoreSettings, "stamp" | "entries">,
): Promise<{ registry: Registry; draft: RegistryDraft; reading: BackupReading }> {
  const reading = await readSound(dir, stamp);
  const registry = await loadRegistry(dir);
  guardWritable(registry, { mends: entries === undefined });
  const layers = layersToRestore({ reading, registry, entries });
  return { registry, draft: RegistryDraft.between(registry, layers), reading };
}

/**
 * Puts a backup back, after one of what is there now. This is the way out of an unreadable registry, so it is the
 * only change that does not ask for a readable one. A registry of a newer form needs no way out.
 */
export async function restoreBackup(
  dir: string,
  { command, stamp, entries, waitMs, now = new Date() }: RestoreSettings,
  guard: (draft: RegistryDraft, registry: Registry) => void = () => undefined,
): Promise<{ backup: string; change: string | undefined; entries: number; signature: string }> {
  const reading = await readSound(dir, stamp);
  const isWhole = entries === undefined;
  const settings = { command, waitMs, now, mends: isWhole };
  const { backup, change, signature } = await changeRegistry(
    dir,
    settings,
    async (draft, registry, trail) => {
      const layers = layersToRestore({ reading, registry, entries });
      guard(RegistryDraft.between(registry, layers), registry);
      if (isWhole) await setFoldersAside(dir, registry, now);
      Object.assign(draft.layers, layers);
      if (isWhole) await setExact(dir, reading, trail);
    },
  );
  return { backup: backup ?? stamp, change, entries: reading.entries, signature };
}

async function readSound(dir: string, stamp: string): Promise<BackupReading> {
  const reading = await readBackup(dir, await findBackup(dir, stamp));
  if (reading.damaged === undefined) return reading;
  throw new ConsoleError("blocked", `The backup ${stamp} cannot be put back: ${reading.damaged}.`, {
    hint: "Nothing was changed. Choose another backup.",
  });
}

type Restoring = { reading: BackupReading; registry: Registry; entries: readonly string[] | undefined };

function layersToRestore({ reading, registry, entries }: Restoring): RawLayers {
  const layers = layersOf(reading, registry.layers);
  if (entries === undefined) return layers;
  const names = new Set(entries);
  const [then, now] = [placesByName(layers, names), placesByName(registry.layers, names)];
  const unknown = entries.find((name) => !then.has(name) && !now.has(name));
  if (unknown !== undefined) {
    throw new ConsoleError("not-found", `Neither the backup nor the registry has an entry ${unknown}.`, {
      hint: `See what differs with: modeldeck diff-backup -- ${reading.stamp}`,
    });
  }
  return withPlaces(registry.layers, new Map(entries.map((name) => [name, then.get(name) ?? []])));
}

/** The layers that a backup holds: one of a single layer leaves the other as it is, the single file stands for both. */
export function layersOf({ contents }: Pick<BackupReading, "contents">, now: RawLayers): RawLayers {
  const snapshot = contents.find(({ file }) => file === "snapshot");
  const layers: RawLayers = snapshot ? splitLegacy(snapshot.elements) : { ...now };
  for (const { file, elements } of contents) if (file !== "snapshot") layers[file] = elements;
  return layers;
}

/** The layers come back letter for letter, whoever wrote them. */
async function setExact(dir: string, { files }: BackupReading, trail: ChangeTrail): Promise<void> {
  for (const { file, name } of files) {
    if (file !== "snapshot") trail.exact.set(layerFile(file), await readFile(join(dir, name)));
  }
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
