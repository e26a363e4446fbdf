import { join } from "node:path";
import type { TrashAnswer, TrashRow } from "#cli-bridge/protocol/trash-answer.ts";
import { newestFirst, readTrash, type TrashPlaces } from "./trash.ts";
import { measured } from "./trash-item.ts";

/** Everything in the trash, the newest first. */
export async function trashAnswerOf(places: TrashPlaces): Promise<TrashAnswer> {
  const { items, damaged, unread } = await readTrash(places);
  const rows: TrashRow[] = items.map(({ id, at, command, bytes, paths, entries }) => ({
    ...{ id, at, command, bytes },
    paths: paths.map(({ from }) => from),
    entries: entries.map(({ name }) => name),
  }));
  for (const item of damaged) {
    const { id, at, bytes, folder, paths } = await measured(item);
    const where = paths.map(({ stored }) => join(folder, stored));
    rows.push({ id, at, command: "unknown", bytes, paths: where, entries: [], isDamaged: true });
  }
  return { items: rows.sort(newestFirst), unread };
}
