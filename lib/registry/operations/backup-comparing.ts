import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { LayerName, Plan } from "#cli-bridge/protocol/plan.ts";
import { type Backup, type BackupReading, findBackup, listBackups, readBackup } from "../backups.ts";
import { type ChangeRecord, listRecordNames } from "../change-record.ts";
import { readChangeRecord } from "../change-records.ts";
import { isAlike } from "../is-alike.ts";
import { loadRegistry, type Registry } from "../load-registry.ts";
import { type MergedEntry, mergeLayers } from "../merge-entries.ts";
import { changesOf } from "../plan-of.ts";
import { layerFile, layerNames } from "../registry-files.ts";
import { layersOf, leftBy } from "../restore-backup.ts";

/** What has become of the entries of a backup since it was made. */
export type Difference = {
  added: string[];
  removed: string[];
  changed: { name: string; changes: Plan["changed"][number]["changes"] }[];
};

export type BackupListing = Omit<BackupReading, "contents"> & {
  /** The command that was about to change the registry, where that is on record. */
  madeBy: string | undefined;
  run: string | undefined;
  /** How many entries came, went and changed since; absent where it was not compared. */
  since: { added: number; removed: number; changed: number } | undefined;
  /** The layers of now that it knows nothing of, and would leave as they are. */
  lacks: LayerName[];
};

/** Comparing means reading: beyond this only the newest backups are compared, and the others when they are asked for. */
const comparedBytesMax = 150_000_000;

/** Every backup with what made it and what differs from now. A damaged one is listed with the reason. */
export async function listBackupsCompared(dir: string): Promise<BackupListing[]> {
  const backups = await listBackups(dir);
  const registry = backups.length > 0 ? await loadRegistry(dir) : undefined;
  const now = registry && mergedByName(registry.layers);
  const makers = await makersOf(dir, backups);
  const listings: BackupListing[] = [];
  let bytesRead = 0;
  for (const backup of backups) {
    bytesRead += backup.bytes;
    const { contents, ...told } = await readBackup(dir, backup);
    const isCompared = told.damaged === undefined && registry && now && bytesRead <= comparedBytesMax;
    const since = isCompared
      ? countsOf(mergedByName(layersOf({ contents }, registry.layers)), now)
      : undefined;
    const maker = makers.get(backup.stamp);
    const lacks = told.damaged === undefined && registry ? lackingIn({ contents }, registry) : [];
    listings.push({ ...told, madeBy: maker?.command, run: maker?.run, since, lacks });
  }
  return listings;
}

/** What differs between a backup and now, field by field. */
export async function compareBackup(
  dir: string,
  stamp: string,
  entry?: string,
): Promise<{ backup: BackupReading; difference: Difference; lacks: LayerName[] }> {
  const backup = await readBackup(dir, await findBackup(dir, stamp));
  const registry = await loadRegistry(dir);
  return { backup, difference: differenceOf(backup, registry, entry), lacks: lackingIn(backup, registry) };
}

/** What was never kept cannot have changed since, and nobody should take that for being the same. */
function lackingIn(backup: Pick<BackupReading, "contents">, { layers, unread }: Registry): LayerName[] {
  const left = new Set(leftBy(backup));
  return layerNames.filter(
    (layer) => left.has(layerFile(layer)) && (layers[layer].length > 0 || unread.includes(layerFile(layer))),
  );
}

function differenceOf(backup: BackupReading, registry: Registry, entry: string | undefined): Difference {
  const [then, now] = [mergedByName(layersOf(backup, registry.layers)), mergedByName(registry.layers)];
  const names = entry === undefined ? [...new Set([...then.keys(), ...now.keys()])] : [entry];
  if (entry !== undefined && !then.has(entry) && !now.has(entry)) {
    throw new ConsoleError("not-found", `There is no entry ${entry}, neither in ${backup.stamp} nor now.`, {
      hint: "See modeldeck list.",
    });
  }
  const difference: Difference = { added: [], removed: [], changed: [] };
  for (const name of names) {
    const [before, after] = [then.get(name)?.raw, now.get(name)?.raw];
    if (before && !after) difference.removed.push(name);
    else if (after && !before) difference.added.push(name);
    else if (before && after && !isAlike(before, after)) {
      difference.changed.push({ name, changes: changesOf(before, after) });
    }
  }
  return difference;
}

type ByName = ReadonlyMap<string, MergedEntry>;

const mergedByName = (layers: Registry["layers"]): ByName =>
  new Map(mergeLayers(layers).map((merged) => [merged.name, merged]));

function countsOf(then: ByName, now: ByName) {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const [name, { raw }] of now) {
    const before = then.get(name)?.raw;
    if (before === undefined) counts.added += 1;
    else if (!isAlike(before, raw)) counts.changed += 1;
  }
  for (const name of then.keys()) if (!now.has(name)) counts.removed += 1;
  return counts;
}

async function makersOf(dir: string, backups: readonly Backup[]): Promise<Map<string, ChangeRecord>> {
  const stamps = new Set(backups.map(({ stamp }) => stamp));
  const makers = new Map<string, ChangeRecord>();
  for (const name of await listRecordNames(dir)) {
    const record = stamps.has(name.id) ? await readChangeRecord(dir, name) : undefined;
    if (record) makers.set(name.id, record);
  }
  return makers;
}
