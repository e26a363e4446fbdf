import { toCountWords } from "#lib/format.ts";
import { applyBackupRestore, planBackupRestore, undoOf } from "#lib/registry/operations/backup-restoring.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const restoreBackup: Handler<"restore-backup"> = async (input, session) => {
  const dir = (await session.settings()).registryDir.value;
  return rehearseOrApply(
    {
      name: "restore-backup",
      input,
      rehearse: () => planBackupRestore(dir, input),
      apply: async (expectedId) => {
        const restored = await applyBackupRestore(dir, input, expectedId);
        const { plan, backup, entries } = restored;
        const summary = `The registry is back to ${input.backup}, with ${toCountWords(entries, "entry", "entries")}.`;
        return { plan, result: { summary, backup, undo: undoOf(restored) } };
      },
    },
    session,
  );
};
