import { rm } from "node:fs/promises";
import { join } from "node:path";
import { listBackupNames } from "./backups.ts";
import { listRecordNames } from "./change-record.ts";

/** How many of the backups that changes make are kept; 0 keeps all. Set once, by whoever knows the settings. */
export const backupRetention = { keep: 50 };

/**
 * Deletes the oldest backups that changes have made, beyond those that are to be kept. A backup without a record of
 * its change is somebody else's, and only goes when it is asked for.
 */
export async function pruneOwnBackups(dir: string, keep = backupRetention.keep): Promise<string[]> {
  if (keep === 0) return [];
  const files = await listBackupNames(dir);
  const own = (await listRecordNames(dir)).map(({ id }) => id).filter((id) => files.has(id));
  const pruned = own.slice(keep);
  for (const stamp of pruned) {
    for (const name of files.get(stamp) ?? []) await rm(join(dir, name), { force: true });
  }
  return pruned;
}
