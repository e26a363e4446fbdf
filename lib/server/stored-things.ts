import { listBackups as findBackups } from "#lib/registry/backups.ts";
import { compareBackup, listBackupsCompared } from "#lib/registry/operations/backup-comparing.ts";
import { registrySignature } from "#lib/registry/registry-signature.ts";
import type { BackupAnswer, BackupDifferenceAnswer } from "./console.ts";

/** Reading and comparing every backup takes seconds where there are many, so it is done once for each state. */
export function makeBackupReader(dir: string) {
  let known: { state: string; answer: Promise<BackupAnswer[]> } | undefined;
  return async (): Promise<BackupAnswer[]> => {
    const backups = await findBackups(dir);
    const state = JSON.stringify([await registrySignature(dir), backups]);
    if (known?.state !== state) known = { state, answer: listBackupsCompared(dir) };
    return known.answer;
  };
}

const shownMax = 500;

/** What differs between a backup and now; of very much only the first, and all of it counted. */
export async function readBackupDifference(
  { dir }: { dir: string },
  stamp: string,
  query: string,
): Promise<BackupDifferenceAnswer> {
  const { backup, difference } = await compareBackup(dir, stamp);
  const wanted = query.toLowerCase();
  const fits = (name: string) => name.toLowerCase().includes(wanted);
  const rows = [
    ...difference.changed.map(({ name, changes }) => ({ name, what: "changed" as const, changes })),
    ...difference.removed.map((name) => ({ name, what: "removed" as const, changes: [] })),
    ...difference.added.map((name) => ({ name, what: "added" as const, changes: [] })),
  ].filter(({ name }) => fits(name));
  return {
    ...{ stamp: backup.stamp, at: backup.at, damaged: backup.damaged },
    total: rows.length,
    rows: rows.slice(0, shownMax),
  };
}
