import { rm } from "node:fs/promises";
import { join } from "node:path";
import { listBackupNames } from "./backups.ts";
import { backupsKept } from "./backups-kept.ts";
import { listRecordNames } from "./change-record.ts";

/**
 * Deletes the oldest backups that changes have made, beyond those that are to be kept. A backup without a record of
 * its change is somebody else's, and only goes when it is asked for.
 */
export async function pruneOwnBackups(dir: string, most = backupsKept.most): Promise<string[]> {
  if (most === 0) return [];
  const files = await listBackupNames(dir);
  const own = (await listRecordNames(dir)).map(({ id }) => id).filter((id) => files.has(id));
  const pruned = own.slice(most);
  for (const stamp of pruned) {
    for (const name of files.get(stamp) ?? []) await rm(join(dir, name), { force: true });
  }
  return pruned;
}
