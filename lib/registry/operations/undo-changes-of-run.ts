import type { ChangeRecord } from "../change-record.ts";
import type { ChangedEntry } from "../changed-entries.ts";

export type OneChange = Pick<
  ChangeRecord,
  "command" | "entries" | "trashed" | "restored" | "removedFolders" | "madeFolders"
> & { ids: string[] };

/** The changes of a run as if they were one: from before the first of them to after the last. The newest comes first. */
export function toOneChange(records: readonly ChangeRecord[]): OneChange {
  const entries = new Map<string, ChangedEntry>();
  for (const { name, before, after } of records.flatMap((record) => record.entries)) {
    entries.set(name, { name, before, after: entries.get(name)?.after ?? after });
  }
  return {
    command: records.at(-1)?.command ?? "",
    ids: records.map(({ id }) => id),
    entries: [...entries.values()],
    trashed: records.flatMap(({ trashed }) => trashed),
    restored: records.flatMap(({ restored }) => restored),
    removedFolders: records.flatMap(({ removedFolders }) => removedFolders),
    madeFolders: records.flatMap(({ madeFolders }) => madeFolders),
  };
}
