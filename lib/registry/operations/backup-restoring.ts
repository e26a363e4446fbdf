import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { isLocked } from "../guard-unlocked.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { rehearseRestore, restoreBackup } from "../restore-backup.ts";

const command = "restore-backup";

export type Restoring = {
  backup: string;
  /** Only these entries; without them, all. */
  entry?: readonly string[] | undefined;
};

function planFrom({ backup, entry }: Restoring, draft: RegistryDraft, registry: Registry): Plan {
  const state = JSON.stringify([registry.signature, backup, entry ?? null]);
  const locked = draft.touched.filter(({ before }) => isLocked(before?.version_lock));
  // Who puts everything back means the locks as well; who names an entry may have forgotten that it has one.
  if (entry === undefined) {
    const warnings = locked.map(({ name }) => `${name} is locked, and goes back all the same.`);
    return planOf({ command, state, draft, warnings });
  }
  const blocked = locked.map(({ name }) => ({
    what: name,
    why: "its version is locked",
    hint: `Unlock it first: modeldeck unlock --apply -- ${name}`,
  }));
  return planOf({ command, state, draft, blocked });
}

/** What would change if the registry, or an entry of it, went back to a backup. */
export async function planBackupRestore(dir: string, restoring: Restoring): Promise<Plan> {
  const { draft, registry } = await rehearseRestore(dir, {
    stamp: restoring.backup,
    entries: restoring.entry,
  });
  return planFrom(restoring, draft, registry);
}

/** Goes back to a backup, if that still is what the plan said. */
export async function applyBackupRestore(dir: string, restoring: Restoring, expectedId: string | undefined) {
  const { promise, resolve } = Promise.withResolvers<Plan>();
  const settings = { command, stamp: restoring.backup, entries: restoring.entry };
  const restored = await restoreBackup(dir, settings, (draft, registry) => {
    const plan = planFrom(restoring, draft, registry);
    guardPlan(plan, expectedId);
    resolve(plan);
  });
  return { plan: await promise, ...restored };
}
