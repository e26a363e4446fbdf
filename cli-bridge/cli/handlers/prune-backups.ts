import { toByteWords, toCountWords } from "#lib/format.ts";
import { applyBackupPruning, planBackupPruning } from "#lib/registry/operations/backup-pruning.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const pruneBackups: Handler<"prune-backups"> = async (input, session) => {
  const dir = (await session.settings()).registryDir.value;
  const { keep, olderThan, backup } = input;
  const unwanted = { keep, olderThan, backup };
  return rehearseOrApply(
    {
      name: "prune-backups",
      input,
      rehearse: () => planBackupPruning(dir, unwanted),
      apply: async (expectedId) => {
        const { plan, stamps, bytes } = await applyBackupPruning(dir, unwanted, expectedId);
        const summary = `Deleted ${toCountWords(stamps.length, "backup")}, ${toByteWords(bytes)}.`;
        return { plan, result: { summary } };
      },
    },
    session,
  );
};
