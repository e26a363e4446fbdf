import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { mapAtOnce } from "#lib/weights/map-at-once.ts";
import {
  describeFilesRemoval,
  type FilesRemoval,
  noFiles,
  pathsOf,
  type Removal,
  together,
} from "./describe-removal.ts";
import { warningsOfDoubled } from "./doubled-names.ts";
import { emptiedFolders } from "./emptied-folders.ts";
import type { Entry } from "./entry.ts";
import type { Registry } from "./load-registry.ts";
import { askedOnce } from "./locate-in-roots.ts";
import { wayToName } from "./name-meant.ts";
import { awayOnce } from "./operations/away-place.ts";
import { guardPicked } from "./operations/guard-picked.ts";
import { inTrashOnce } from "./operations/in-trash.ts";
import { planOf } from "./plan-of.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import type { RemovalPlaces } from "./remove-entry.ts";
import { brokenRoles } from "./role-rows.ts";
import { findSharers, withAbove } from "./shared-places.ts";
import { readTrash } from "./trash.ts";

export type PlannedRemoval = { name: string; targets: FilesRemoval["targets"] };
export type PreparedRemoval = { plan: Plan; removals: PlannedRemoval[]; emptied: string[] };

type Preparation = { draft: RegistryDraft; registry: Registry; places: RemovalPlaces };

const atOnce = 8;

/** Plays a removal through in a draft, and says all that it would do. */
export async function prepareRemoval(
  removal: Removal,
  { draft, registry, places: { roots, real } }: Preparation,
): Promise<PreparedRemoval> {
  const { found, blocked } = entriesOf(removal, registry);
  const leaving = new Set(found.map(({ name }) => name));
  const staying = removal.deleteFiles ? registry.entries.filter(({ name }) => !leaving.has(name)) : [];
  const surroundings = {
    ...{ roots, around: askedOnce(), whyAwayOf: awayOnce(roots, registry.entries) },
    inTrashOf: inTrashOnce(() => readTrash({ dir: registry.dir, roots })),
    sharersOf: await findSharers(staying, real),
  };
  const removals: PlannedRemoval[] = [];
  const going = new Set<string>();
  const parts: FilesRemoval[] = [{ ...noFiles, blocked }];
  const free = found.filter(({ versionLock }) => !versionLock.locked);
  const described = await mapAtOnce(free, atOnce, async (entry) => ({
    entry,
    files: await describeFilesRemoval(entry, removal, surroundings),
  }));
  for (const { entry, files: whole } of described) {
    const files = withoutCovered(whole, going);
    for (const { path } of files.targets) going.add(path);
    parts.push(found.length > 1 ? withWayOut(files, entry.name) : files);
    removals.push({ name: entry.name, targets: files.targets });
    if (files.blocked.length === 0) carryOut(draft, removal, entry);
  }
  const all = together(parts);
  guardPicked(removal, [...knownItems(removal, registry), ...all.files.map(({ path }) => path)]);
  const emptied = await emptiedFolders(all.targets);
  const outerOf = outermostOf(emptied);
  const plan = planOf({
    command: "remove",
    state: JSON.stringify([registry.signature, all.stamp, removal.except ?? [], removal.only ?? []]),
    draft,
    files: all.files.map((file) => withEmptied(file, outerOf)),
    bytesFreed: all.bytesFreed,
    bytesKept: all.bytesKept,
    warnings: [
      ...all.warnings,
      ...(removal.purge ? warningsOfDoubled(free, registry.layers) : []),
      ...brokenRoles(registry.entries, found, removal),
    ],
    blocked: all.blocked,
  });
  return { plan, removals, emptied };
}

/** Entries may be left out, and paths may be kept. */
function knownItems({ name, more = [] }: Removal, { entries }: Registry): string[] {
  const named = new Set([name, ...more]);
  return entries.flatMap((entry) => (named.has(entry.name) ? [entry.name, ...pathsOf(entry)] : []));
}

function carryOut(draft: RegistryDraft, { purge }: Removal, { name, metadata }: Entry): void {
  if (purge) draft.removeEntry(name, { why: "removed", unlock: true });
  else draft.setFields(name, clearedFields(metadata), { why: "download record cleared", unlock: true });
}

/** The entries that were named and not left out. What cannot be removed is said, and stands in the way of all. */
function entriesOf(removal: Removal, { entries }: Registry): { found: Entry[]; blocked: Plan["blocked"] } {
  const named = [...new Set([removal.name, ...(removal.more ?? [])])];
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const unknown = named.find((name) => !byName.has(name));
  if (unknown !== undefined) {
    throw new ConsoleError("not-found", `Variant not found: ${unknown}`, {
      hint: wayToName(unknown, [...byName.keys()]),
    });
  }
  const [except, only] = [new Set(removal.except), removal.only && new Set(removal.only)];
  const found = named
    .filter((name) => !except.has(name) && (only === undefined || only.has(name)))
    .flatMap((name) => byName.get(name) ?? []);
  const blocked = found
    .filter(({ versionLock }) => versionLock.locked)
    .map(({ name }) => ({
      what: name,
      why: "its version is locked",
      ...(named.length > 1 && { item: name }),
      hint:
        named.length > 1
          ? `Unlock it first, or leave it out with: --except=${name}`
          : "Unlock the entry first.",
    }));
  return { found, blocked };
}

/** Two entries of one folder go together, and their folder goes once. */
function withoutCovered(files: FilesRemoval, going: ReadonlySet<string>): FilesRemoval {
  const isCovered = (path: string) => withAbove(path).some((each) => going.has(each));
  const covered = files.targets.filter(({ path }) => isCovered(path));
  if (covered.length === 0) return files;
  return {
    ...files,
    files: files.files.filter(({ path, deed }) => deed === "keep" || !isCovered(path)),
    targets: files.targets.filter(({ path }) => !isCovered(path)),
    bytesFreed: files.bytesFreed - covered.reduce((sum, { freed }) => sum + freed, 0),
  };
}

function withWayOut(files: FilesRemoval, name: string): FilesRemoval {
  const wayOut = `the model out with: --except=${name}`;
  const blocked = files.blocked.map(({ hint, ...obstacle }) => ({
    ...obstacle,
    item: name,
    hint: hint === undefined ? `Leave ${wayOut}` : `${hint} Or leave ${wayOut}`,
  }));
  return { ...files, blocked };
}

/** The outermost of the folders that hold a path and will be empty. */
function outermostOf(emptied: readonly string[]) {
  const empty = new Set(emptied);
  return (path: string) => withAbove(path).findLast((folder) => folder !== path && empty.has(folder));
}

function withEmptied(
  file: Plan["files"][number],
  outerOf: (path: string) => string | undefined,
): Plan["files"][number] {
  const outer = file.deed === "keep" ? undefined : outerOf(file.path);
  if (outer === undefined) return file;
  const says = `Nothing else is in ${outer}, which goes too.`;
  return { ...file, why: file.why === undefined ? says : `${file.why} ${says}` };
}

/** The fields that the original tool clears, so that both read the same afterwards. */
function clearedFields(metadata: Record<string, unknown>): Record<string, unknown> {
  return {
    download_path: null,
    download_size_bytes: null,
    download_files: [],
    download_directory_checksum: null,
    metadata: { ...metadata, removed_download: true },
  };
}
