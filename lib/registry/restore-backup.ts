import { readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type BackupReading, findBackup, readBackup } from "./backups.ts";
import { type BesideEntries, besideEntries } from "./beside-entries.ts";
import { changeRegistry } from "./change-registry.ts";
import type { ChangeTrail } from "./change-trail.ts";
import { changedEntries, placesByName, withPlaces } from "./changed-entries.ts";
import { diskFileSystem } from "./file-system.ts";
import type { FileTrail } from "./files-to-save.ts";
import { guardFiles } from "./guard-replaceable.ts";
import { isAlike } from "./is-alike.ts";
import { guardWritable, loadRegistry, type Registry } from "./load-registry.ts";
import { roomStep } from "./move-journal.ts";
import type { RawLayers } from "./raw-entry.ts";
import { guardFinishable } from "./recover-registry.ts";
import { RegistryDraft } from "./registry-draft.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { signatureWithout } from "./registry-signature.ts";
import { movePath } from "./safe-move.ts";
import { splitLegacy } from "./split-legacy.ts";
import { isInOwnOrder, snapshotOf } from "./to-registry-files.ts";

export type RestoreSettings = {
  command: string;
  stamp: string;
  /** Only these entries; without them, all. */
  entries?: readonly string[] | undefined;
  waitMs?: number;
  now?: Date;
};

export type Restored = {
  /** The stamp of the backup that was made before. */
  backup: string | undefined;
  change: string | undefined;
  entries: number;
  signature: string;
  /** Where a folder lies now that was in a layer's place. */
  aside: string[];
  /** Whether all was so already, and nothing was written. */
  isSame: boolean;
};

export type Rehearsed = {
  registry: Registry;
  draft: RegistryDraft;
  reading: BackupReading;
  layers: RawLayers;
  trail: FileTrail;
  beside: BesideEntries;
};

/** The draft that a restore would save, for a plan of it. */
export async function rehearseRestore(
  dir: string,
  { stamp, entries }: Pick<RestoreSettings, "stamp" | "entries">,
): Promise<Rehearsed> {
  const reading = await readSound(dir, stamp);
  const registry = await loadRegistry(dir);
  guardWritable(registry, { mends: entries === undefined });
  await guardFinishable(diskFileSystem, dir);
  const rehearsed = await toRehearsed({ reading, registry, entries });
  await guardFiles(dir, rehearsed.beside.written);
  return rehearsed;
}

async function toRehearsed(restoring: Restoring): Promise<Rehearsed> {
  const { reading, registry } = restoring;
  const layers = layersToRestore(restoring);
  const trail = await trailTo(layers, restoring);
  const draft = RegistryDraft.between(registry, layers);
  const beside = await besideEntries({ registry, layers, trail, isTold: draft.touched.length > 0 });
  return { registry, draft, reading, layers, trail, beside };
}

/** The layers come back letter for letter, whoever wrote them. */
async function trailTo(layers: RawLayers, { reading, registry, entries }: Restoring): Promise<FileTrail> {
  const trail = { exact: new Map<string, Buffer>(), absent: [], layouts: {}, hasOwnOrder: false };
  if (entries !== undefined) return trail;
  for (const { file, name } of reading.files) {
    if (file !== "snapshot") trail.exact.set(layerFile(file), await readFile(join(registry.dir, name)));
  }
  // The single file of earlier times gives no layer back, so that of a snapshot alone nothing would be saved.
  const isOfSnapshot = trail.exact.size === 0 && changedEntries(registry.layers, layers).length === 0;
  if (isOfSnapshot && !registry.isLegacy)
    trail.exact.set(snapshotFile, Buffer.concat(snapshotOf(registry.merged)));
  return { ...trail, hasOwnOrder: isInOwnOrder(layers) };
}

/**
 * Puts a backup back, after one of what is there now. This is the way out of an unreadable registry, so it is the
 * only change that does not ask for a readable one. A registry of a newer form needs no way out.
 */
export async function restoreBackup(
  dir: string,
  { command, stamp, entries, waitMs, now = new Date() }: RestoreSettings,
  guard: (rehearsed: Rehearsed) => void = () => undefined,
): Promise<Restored> {
  const reading = await readSound(dir, stamp);
  const isWhole = entries === undefined;
  const settings = { command, waitMs, now, mends: isWhole };
  const { backup, change, signature, result } = await changeRegistry(
    dir,
    settings,
    async (draft, registry, trail) => {
      const rehearsed = await toRehearsed({ reading, registry, entries });
      guard(rehearsed);
      const isSame = rehearsed.beside.written.length === 0 && foldersIn(registry).length === 0;
      if (isSame) return { aside: [], isSame };
      const aside = isWhole ? await setFoldersAside(registry, trail, now) : [];
      Object.assign(draft.layers, rehearsed.layers);
      Object.assign(trail, rehearsed.trail);
      return { aside, isSame };
    },
  );
  return { backup, change, entries: reading.entries, signature, ...result };
}

/** Whether the layers are what they become, and only the snapshot says something else. */
export const isOfSnapshot = ({ beside: { files } }: Rehearsed): boolean =>
  files.length > 0 && files.every(({ path }) => basename(path) === snapshotFile);

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

/** A layer that says what it said is the very same one, and is not written anew. */
const sharing = (now: RawLayers, then: RawLayers): RawLayers => ({
  curated: isAlike(then.curated, now.curated) ? now.curated : then.curated,
  discovered: isAlike(then.discovered, now.discovered) ? now.discovered : then.discovered,
});

/** The layers that a backup holds: one of a single layer leaves the other as it is, the single file stands for both. */
export function layersOf({ contents }: Pick<BackupReading, "contents">, now: RawLayers): RawLayers {
  const snapshot = contents.find(({ file }) => file === "snapshot");
  const layers: RawLayers = snapshot ? sharing(now, splitLegacy(snapshot.elements)) : { ...now };
  for (const { file, elements } of contents) if (file !== "snapshot") layers[file] = elements;
  return layers;
}

/** The files of the layers that a backup does not hold. */
export function leftBy({ contents }: Pick<BackupReading, "contents">): string[] {
  const held = new Set(contents.map(({ file }) => file));
  return held.has("snapshot") ? [] : layerNames.filter((layer) => !held.has(layer)).map(layerFile);
}

/** A folder in a layer's place can neither be backed up nor replaced by a file. */
async function setFoldersAside(registry: Registry, trail: ChangeTrail, now: Date): Promise<string[]> {
  const dir = await realpath(registry.dir);
  for (const file of foldersIn(registry)) {
    const [from, to] = [join(dir, file), join(dir, `${file}.${now.getTime()}.aside`)];
    await trail.intend([await roomStep(from, to)]);
    await movePath(from, to);
    trail.aside.push({ from, to });
    // That was us and no other program.
    registry.signature = await signatureWithout(registry.signature, { dir, file, to });
  }
  return trail.aside.map(({ to }) => to);
}

/** The layers in whose place there is something else than a file. */
export const foldersIn = ({ problems }: Pick<Registry, "problems">): string[] =>
  layerNames
    .map(layerFile)
    .filter((layer) =>
      problems.some(({ file, message }) => file === layer && message.includes("it is not a file")),
    );
