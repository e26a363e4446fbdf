import { toCountWords } from "#lib/format.ts";
import { applyBackupRestore, planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
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
        const { plan, backup, change, entries, aside } = restored;
        if (restored.isSame) return { plan, result: { summary: "Nothing to do." } };
        const summary = input.entry
          ? `${input.entry.join(", ")} ${input.entry.length === 1 ? "is" : "are"} back to ${input.backup}.`
          : `The registry is back to ${input.backup}, with ${toCountWords(entries, "entry", "entries")}.`;
        const set = aside.map((path) => ` What was in its place lies at ${path}.`);
        return { plan, result: { summary: [summary, ...set].join(""), backup }, change };
      },
    },
    session,
  );
};
