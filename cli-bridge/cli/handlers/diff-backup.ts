import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { compareBackup } from "#lib/registry/operations/backup-comparing.ts";
import { printDifference } from "../print-difference.ts";
import type { Handler } from "./index.ts";

export const diffBackup: Handler<"diff-backup"> = async (
  { backup: stamp, entry },
  { print, settings, tellResult },
) => {
  const dir = (await settings()).registryDir.value;
  const { backup, difference, lacks } = await compareBackup(dir, stamp, entry);
  if (backup.damaged !== undefined) {
    throw new ConsoleError("blocked", `${backup.stamp} cannot be compared: ${backup.damaged}.`, {
      hint: "See modeldeck backups for another one.",
    });
  }
  const { added, removed, changed } = difference;
  const isSame = added.length + removed.length + changed.length === 0;
  const counts = `${added.length} came, ${removed.length} went, ${changed.length} changed`;
  const without = lacks.map((layer) => ` It holds nothing of the ${layer} layer.`).join("");
  const told = isSame ? `Nothing differs from ${backup.stamp}.` : `Since ${backup.stamp}: ${counts}.`;
  const summary = `${told}${without}`;
  print.json({ backup: backup.stamp, at: backup.at, ...difference, lacks });
  print.line(summary);
  printDifference(print, difference);
  tellResult({ summary });
  return 0;
};
