import { type Backup, listBackups, readBackup } from "../backups.ts";
import type { Registry } from "../load-registry.ts";
import { layerFile } from "../registry-files.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

/** So many backups are looked into for one that can be put back, the newest first. */
const lookedIntoMax = 20;

/** A file of the registry that keeps everything else from being written, and the backup that has what it had. */
export async function checkUnreadable({ dir, problems, readOnly }: Registry): Promise<HealthFinding[]> {
  const [first] = readOnly === undefined ? [] : problems;
  if (first === undefined) return [];
  const isNewer = problems.some((problem) => problem.isNewer);
  const isLink = problems.some((problem) => problem.isLink);
  const backup = isNewer || isLink ? undefined : await newestBackupOf(first.file, dir);
  return findingOf(
    {
      ...{ check: "unreadable-file", severity: "error", title: titleOf(isNewer) },
      says: `Nothing is written while this is so. ${wayOut({ isNewer, isLink })}`,
      mend: backup && { command: "restore-backup", input: { backup: backup.stamp } },
    },
    [{ name: first.file, detail: first.message }],
  );
}

function wayOut({ isNewer, isLink }: { isNewer: boolean; isLink: boolean }): string {
  if (isNewer) return "Update Modeldeck; until then the registry is only read.";
  return isLink
    ? "It is a link: repair what it leads to, or remove the link and put a backup back."
    : "Repair the file, or put a backup back.";
}

const titleOf = (isNewer: boolean) =>
  isNewer ? "A newer program wrote this registry" : "A file of the registry cannot be read";

async function newestBackupOf(unreadable: string, dir: string): Promise<Backup | undefined> {
  for (const backup of (await listBackups(dir)).slice(0, lookedIntoMax)) {
    const { damaged, contents } = await readBackup(dir, backup);
    // The single file of an older registry stands for both layers.
    const has = contents.some(
      ({ file, elements }) => elements.length > 0 && (file === "snapshot" || layerFile(file) === unreadable),
    );
    if (damaged === undefined && has) return backup;
  }
  return undefined;
}
