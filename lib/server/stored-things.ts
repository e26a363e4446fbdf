import { listBackups as findBackups, readBackup } from "#lib/registry/backups.ts";
import { listTrash as findTrash } from "#lib/registry/trash.ts";
import type { BackupAnswer, TrashAnswer } from "./console.ts";

type Places = { dir: string; roots: string[] };

export async function listBackups({ dir }: Places): Promise<BackupAnswer[]> {
  const readings: BackupAnswer[] = [];
  for (const backup of await findBackups(dir)) {
    const { stamp, at, bytes, entries, damaged, files } = await readBackup(dir, backup);
    readings.push({ stamp, at, bytes, entries, files, ...(damaged !== undefined && { damaged }) });
  }
  return readings;
}

export async function listTrash(places: Places): Promise<TrashAnswer[]> {
  const items = await findTrash(places);
  return items.map(({ id, at, command, bytes, paths, entries }) => ({
    ...{ id, at, command, bytes },
    paths: paths.map(({ from }) => from),
    entries: entries.map(({ name }) => name),
  }));
}
