import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { rehearseRestore, restoreBackup } from "../restore-backup.ts";

const command = "restore-backup";

const planFrom = (stamp: string, draft: RegistryDraft, registry: Registry): Plan =>
  planOf({ command, state: `${registry.signature}|${stamp}`, draft });

/** What would change if the registry went back to a backup. */
export async function planBackupRestore(dir: string, stamp: string): Promise<Plan> {
  const { draft, registry } = await rehearseRestore(dir, stamp);
  return planFrom(stamp, draft, registry);
}

/** Goes back to a backup, if that still is what the plan said. */
export async function applyBackupRestore(
  dir: string,
  stamp: string,
  expectedId: string | undefined,
): Promise<{ plan: Plan; backup: string | undefined; entries: number }> {
  const { promise, resolve } = Promise.withResolvers<Plan>();
  const restored = await restoreBackup(dir, { command, stamp }, (draft, registry) => {
    const plan = planFrom(stamp, draft, registry);
    guardPlan(plan, expectedId);
    resolve(plan);
  });
  return { plan: await promise, ...restored };
}
