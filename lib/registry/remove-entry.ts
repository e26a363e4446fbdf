import { lstat } from "node:fs/promises";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { runMark } from "./change-record.ts";
import { changeRegistry, rehearseChange } from "./change-registry.ts";
import type { ChangeTrail } from "./change-trail.ts";
import type { Removal } from "./describe-removal.ts";
import type { RealPlaces } from "./operations/real-places.ts";
import { guardPlan } from "./plan-of.ts";
import { type PlannedRemoval, type PreparedRemoval, prepareRemoval } from "./prepare-removal.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { removeEmptyFolder } from "./safe-move.ts";
import { emptyTrash, moveToTrash } from "./trash.ts";

/** `real`: places that whoever asks has looked at just now. */
export type RemovalPlaces = { roots: string[]; real?: RealPlaces };
export type RemovalApplying = Removal & {
  command?: string;
  plan?: string | undefined;
  run?: string | undefined;
};

/** What became of one of the models that were to be removed. */
export type RemovedModel = { name: string; result: string; paths: number; bytes: number; trash: string };

export type RemovalOutcome = {
  plan: Plan;
  backup: string | undefined;
  change: string | undefined;
  /** The id under which the trash keeps the first of what was removed. */
  trash: string | undefined;
  /** How many there are, where there are several. */
  trashItems?: number;
  report: RemovedModel[];
};

/** What removing entries would do. */
export async function planRemoval(dir: string, removal: Removal, places: RemovalPlaces): Promise<Plan> {
  const { result } = await rehearseChange(dir, (draft, registry) =>
    prepareRemoval(removal, { draft, registry, places }),
  );
  return result.plan;
}

/** Removes entries, their files or both, if that still is what the plan said. */
export async function applyRemoval(
  dir: string,
  { command = "remove", plan: planId, run = runMark(), ...removal }: RemovalApplying,
  places: RemovalPlaces,
): Promise<RemovalOutcome> {
  const change = await changeRegistry(dir, { command }, async (draft, registry, trail) => {
    const before = new Map(
      [removal.name, ...(removal.more ?? [])].map((name) => [name, draft.placesOf(name)]),
    );
    const prepared = await prepareRemoval(removal, { draft, registry, places });
    guardPlan(prepared.plan, planId);
    const report: RemovedModel[] = [];
    for (const each of prepared.removals) {
      const trashed = await trash(each, {
        command,
        run,
        draft,
        trail,
        places: before.get(each.name) ?? [],
      });
      report.push({ ...toReport(removal, each), trash: trashed.join(", ") });
    }
    await removeEmptied(prepared, trail);
    return { ...prepared, report, trashed: trail.trashed };
  });
  const { plan, report, trashed } = change.result;
  if (removal.permanently) await emptyTrash(trashed);
  return {
    ...{ plan, report, backup: change.backup, change: change.change },
    trash: removal.permanently ? undefined : trashed[0]?.id,
    ...(!removal.permanently && trashed.length > 1 && { trashItems: trashed.length }),
  };
}

type Trashing = {
  command: string;
  run: string | undefined;
  draft: RegistryDraft;
  trail: ChangeTrail;
  places: ReturnType<RegistryDraft["placesOf"]>;
};

/** Each root has a trash of its own; the entry is kept with the first of what lay in one. */
async function trash({ name, targets }: PlannedRemoval, trashing: Trashing): Promise<string[]> {
  const { command, run, draft, trail, places } = trashing;
  const entries = [{ name, places, after: draft.get(name) ?? null }];
  const homes = new Map<string, PlannedRemoval["targets"]>();
  for (const target of targets) homes.set(target.root, [...(homes.get(target.root) ?? []), target]);
  const ids: string[] = [];
  for (const [home, paths] of homes) {
    const { intend } = trail;
    const item = await moveToTrash({
      ...{ command, run, home, paths, intend },
      entries: ids.length === 0 ? entries : [],
    });
    trail.trashed.push(item);
    ids.push(item.id);
  }
  return ids;
}

/** What held nothing but what was removed goes too, the innermost folder first. */
async function removeEmptied({ emptied }: PreparedRemoval, trail: ChangeTrail): Promise<void> {
  for (const path of emptied) {
    const mode = (await lstat(path)).mode & 0o777;
    await trail.intend([{ kind: "removed", path, mode }]);
    if (await removeEmptyFolder(path)) trail.removedFolders.push({ path, mode });
  }
}

function toReport(
  { purge, permanently }: Removal,
  { name, targets }: PlannedRemoval,
): Omit<RemovedModel, "trash"> {
  const bytes = targets.reduce((sum, target) => sum + target.bytes, 0);
  const entry = purge ? "entry removed" : "download forgotten";
  const files = permanently ? "files deleted" : "files in the trash";
  return { name, result: targets.length > 0 ? `${entry}, ${files}` : entry, paths: targets.length, bytes };
}
