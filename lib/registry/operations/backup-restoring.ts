import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { sha256Of } from "../commit-record.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { rehearseRestore, restoreBackup } from "../restore-backup.ts";

const command = "restore-backup";

export type Restoring = {
  backup: string;
  /** The mark of the registry as a run left it: whatever was done after that run would be lost. */
  since?: string | undefined;
};

/** A short word for a state of the registry, for a run to tell and its undo to compare. */
export const markOf = (signature: string): string => sha256Of(signature).slice(0, 16);

/** What takes a change back, as long as nothing else has changed since. */
export const undoOf = ({ backup, signature }: { backup: string; signature: string }) => ({
  command,
  input: { backup, since: markOf(signature) },
});

function planFrom({ backup, since }: Restoring, draft: RegistryDraft, registry: Registry): Plan {
  const hasMoved = since !== undefined && since !== markOf(registry.signature);
  const movedSince = {
    what: "This run is not the last change",
    why: "the registry has changed since that run, and going back would lose what was done after it",
    hint: `Nothing was done. To go back all the same, restore the backup ${backup} under Maintenance.`,
  };
  const state = `${registry.signature}|${backup}`;
  return planOf({ command, state, draft, blocked: hasMoved ? [movedSince] : [] });
}

/** What would change if the registry went back to a backup. */
export async function planBackupRestore(dir: string, restoring: Restoring): Promise<Plan> {
  const { draft, registry } = await rehearseRestore(dir, restoring.backup);
  return planFrom(restoring, draft, registry);
}

/** Goes back to a backup, if that still is what the plan said. */
export async function applyBackupRestore(dir: string, restoring: Restoring, expectedId: string | undefined) {
  const { promise, resolve } = Promise.withResolvers<Plan>();
  const restored = await restoreBackup(dir, { command, stamp: restoring.backup }, (draft, registry) => {
    const plan = planFrom(restoring, draft, registry);
    guardPlan(plan, expectedId);
    resolve(plan);
  });
  return { plan: await promise, ...restored };
}
