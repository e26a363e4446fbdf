import { type ChangeRecord, runMark, settleChangeRecords } from "./change-record.ts";
import { type ChangeTrail, newTrail, type Renamed, rollBack } from "./change-trail.ts";
import { changedEntries } from "./changed-entries.ts";
import { diskFileSystem, type FileSystem } from "./file-system.ts";
import { askAhead } from "./guard-replaceable.ts";
import { keepChange } from "./keep-change.ts";
import { guardWritable, loadRegistry, type Registry } from "./load-registry.ts";
import { MoveJournal } from "./move-journal.ts";
import { nameOf, type RawLayers } from "./raw-entry.ts";
import { guardFinishable, recoverRegistry } from "./recover-registry.ts";
import { RegistryDraft } from "./registry-draft.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { withRegistryLock } from "./registry-lock.ts";
import { toSaveError, UnfinishedSave } from "./save-error.ts";
import { settleMoves } from "./settle-moves.ts";
import { isSame } from "./to-registry-files.ts";
import type { TouchedEntry } from "./touched-entries.ts";

export type ChangeSettings = {
  command: string;
  backup?: boolean;
  /** Whether this may mend a registry that cannot be read. */
  mends?: boolean;
  waitMs?: number | undefined;
  now?: Date;
  fs?: FileSystem;
};

export type RegistryChange<Result> = {
  signature: string;
  /** The stamp of the backup that was made, where one was. */
  backup: string | undefined;
  /** The id of the record by which the change can be undone; absent where nothing changed. */
  change: ChangeRecord["id"] | undefined;
  touched: TouchedEntry[];
  result: Result;
};

type Apply<Result> = (
  draft: RegistryDraft,
  registry: Registry,
  trail: ChangeTrail,
) => Result | Promise<Result>;

/** The one way to change a registry: alone, from what it is now, with a backup and a record, and whole or not at all. */
export async function changeRegistry<Result>(
  dir: string,
  settings: ChangeSettings,
  apply: Apply<Result>,
): Promise<RegistryChange<Result>> {
  const fs = settings.fs ?? diskFileSystem;
  return withRegistryLock(dir, settings, async () => {
    const registry = await loadRecovered(fs, dir);
    guardWritable(registry, settings);
    const draft = new RegistryDraft(registry);
    const journal = new MoveJournal(dir, { fs, command: settings.command });
    const trail = newTrail(journal);
    try {
      const result = await apply(draft, registry, trail);
      const { touched } = draft;
      trail.renamed.push(...renamedIn(touched));
      const { command, backup = true, now = new Date() } = settings;
      const kept = await keepChange(dir, {
        ...{ fs, command, now, registry, trail, run: runMark() },
        layers: draft.layers,
        entries: changedEntries(registry.layers, draft.layers),
        hasBackup: backup,
      });
      await finish(trail, journal);
      return { ...kept, touched, result };
    } catch (error) {
      // What is saved counts, so whatever belongs to it must not be taken back.
      if (error instanceof UnfinishedSave) await journal.leave();
      else {
        await rollBack(trail).finally(() => journal.leave());
        await journal.end();
      }
      throw error;
    }
  });
}

function renamedIn(touched: readonly TouchedEntry[]): Renamed[] {
  return touched.flatMap(({ name, after }) => {
    const to = nameOf(after);
    return to === undefined || to === name ? [] : [{ from: name, to }];
  });
}

/** Plays a change through without making it. Of what could not be made there is no plan. */
export async function rehearseChange<Result>(
  dir: string,
  apply: (draft: RegistryDraft, registry: Registry) => Result | Promise<Result>,
): Promise<{ registry: Registry; draft: RegistryDraft; result: Result }> {
  const registry = await loadRegistry(dir);
  guardWritable(registry);
  const [guardFiles] = await Promise.all([askAhead(dir), guardFinishable(diskFileSystem, dir)]);
  const draft = new RegistryDraft(registry);
  const result = await apply(draft, registry);
  guardFiles(filesChanged(registry.layers, draft.layers));
  return { registry, draft, result };
}

/** What a save would write. */
function filesChanged(before: RawLayers, after: RawLayers): string[] {
  const layers = layerNames.filter((layer) => !isSame(before[layer], after[layer]));
  return layers.length === 0 ? [] : [...layers.map(layerFile), snapshotFile];
}

async function loadRecovered(fs: FileSystem, dir: string): Promise<Registry> {
  try {
    await recoverRegistry(fs, dir);
    await settleChangeRecords(dir);
    await settleMoves(dir);
  } catch (error) {
    throw toSaveError(error, dir);
  }
  return loadRegistry(dir);
}

/** The change counts by now; what fails here the next change does again. */
async function finish({ emptied }: ChangeTrail, journal: MoveJournal): Promise<void> {
  try {
    if (emptied.length > 0) {
      const { removeTree } = await import("./safe-move.ts");
      for (const folder of emptied) await removeTree(folder);
    }
    await journal.end();
  } catch {
    await journal.leave().catch(() => undefined);
  }
}
