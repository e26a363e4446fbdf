import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { changeRegistry, rehearseChange } from "./change-registry.ts";
import { describeFilesRemoval, type FilesRemoval, type Removal } from "./describe-removal.ts";
import { findEntry, type Registry } from "./load-registry.ts";
import { guardPlan, planOf } from "./plan-of.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { rolesLostWithout } from "./role-rows.ts";
import { UnfinishedSave } from "./save-error.ts";
import { emptyTrash, moveToTrash, takeBack } from "./trash.ts";
import type { TrashItem } from "./trash-item.ts";

export type RemovalPlaces = { roots: string[] };
export type RemovalApplying = Removal & {
  command?: string;
  plan?: string | undefined;
  run?: string | undefined;
};

export type RemovalOutcome = {
  plan: Plan;
  backup: string | undefined;
  /** The id under which the trash keeps what was removed. */
  trash: string | undefined;
};

/** What removing an entry would do. */
export async function planRemoval(dir: string, removal: Removal, places: RemovalPlaces): Promise<Plan> {
  const { result } = await rehearseChange(dir, (draft, registry) =>
    prepare(removal, { draft, registry, places }),
  );
  return result.plan;
}

/** Removes an entry, its files or both, if that still is what the plan said. */
export async function applyRemoval(
  dir: string,
  { command = "remove", plan: planId, run, ...removal }: RemovalApplying,
  places: RemovalPlaces,
): Promise<RemovalOutcome> {
  const trashed: TrashItem[] = [];
  const change = await changeRegistry(dir, { command }, async (draft, registry) => {
    const before = draft.placesOf(removal.name);
    const { plan, files } = await prepare(removal, { draft, registry, places });
    guardPlan(plan, planId);
    if (draft.touched.length === 0 && files.targets.length === 0) return plan;
    const entries = [{ name: removal.name, places: before, after: draft.get(removal.name) ?? null }];
    const home = files.targets[0]?.root ?? dir;
    trashed.push(await moveToTrash({ command, run, home, paths: files.targets, entries }));
    return plan;
  }).catch(async (error: unknown) => {
    if (!(error instanceof UnfinishedSave)) for (const item of trashed) await takeBack(item);
    throw error;
  });
  if (removal.permanently) await emptyTrash(trashed);
  return {
    plan: change.result,
    backup: change.backup,
    trash: removal.permanently ? undefined : trashed[0]?.id,
  };
}

type Preparation = { draft: RegistryDraft; registry: Registry; places: RemovalPlaces };

async function prepare(
  removal: Removal,
  { draft, registry, places }: Preparation,
): Promise<{ plan: Plan; files: FilesRemoval }> {
  const { name, purge } = removal;
  const entry = findEntry(registry, name);
  if (!entry) {
    throw new ConsoleError("not-found", `Variant not found: ${name}`, {
      hint: "List the entries with: modeldeck list",
    });
  }
  const files = await describeFilesRemoval(entry, removal, {
    entries: registry.entries,
    roots: places.roots,
  });
  if (purge) draft.removeEntry(name, { why: "removed", unlock: true });
  else draft.setFields(name, clearedFields(entry.metadata), { why: "download record cleared", unlock: true });
  const lost = purge ? rolesLostWithout(registry.entries, name) : [];
  const locked = { what: name, why: "its version is locked", hint: "Unlock the entry first." };
  const plan = planOf({
    command: "remove",
    state: `${registry.signature}|${files.stamp}`,
    draft,
    files: files.files,
    bytesFreed: files.bytesFreed,
    bytesKept: files.bytesKept,
    warnings: [...files.warnings, ...lost.map((role) => `No model is left for the role ${role}.`)],
    blocked: entry.versionLock.locked ? [locked, ...files.blocked] : files.blocked,
  });
  return { plan, files };
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
