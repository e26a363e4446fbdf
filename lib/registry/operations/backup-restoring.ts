import type { Plan } from "#cli-bridge/protocol/plan.ts";
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
  return planOf({ command, state: JSON.stringify([registry.signature, backup, entry ?? null]), draft });
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
