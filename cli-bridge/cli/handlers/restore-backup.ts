import { applyBackupRestore, planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const restoreBackup: Handler<"restore-backup"> = async (input, session) => {
  const dir = (await session.settings()).registryDir.value;
  return rehearseOrApply(
    {
      name: "restore-backup",
      input,
      rehearse: () => planBackupRestore(dir, input.backup),
      apply: async (expectedId) => {
        const { plan, backup, entries } = await applyBackupRestore(dir, input.backup, expectedId);
        const undo = backup && { command: "restore-backup", input: { backup } };
        const summary = `The registry is back to ${input.backup}, with ${entries} entries.`;
        return { plan, result: { summary, ...(backup && { backup }), ...(undo && { undo }) } };
      },
    },
    session,
  );
};
