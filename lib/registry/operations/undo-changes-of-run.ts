import type { ChangeRecord } from "../change-record.ts";
import type { Renamed } from "../change-trail.ts";
import type { ChangedEntry } from "../changed-entries.ts";
import type { RawEntry } from "../raw-entry.ts";

export type OneChange = Pick<
  ChangeRecord,
  "command" | "entries" | "renamed" | "trashed" | "restored" | "removedFolders" | "madeFolders"
> & {
  ids: string[];
  /** The changes one by one, the newest first: an entry stood where it did among what stood there then. */
  steps: readonly Pick<ChangeRecord, "entries" | "renamed">[];
};

/** The changes of a run as if they were one: from before the first of them to after the last. The newest comes first. */
export function toOneChange(records: readonly ChangeRecord[]): OneChange {
  const entries = new Map<string, ChangedEntry>();
  for (const { name, before, after } of records.flatMap((record) => record.entries)) {
    entries.set(name, { name, before, after: entries.get(name)?.after ?? after });
  }
  return {
    command: records.at(-1)?.command ?? "",
    ids: records.map(({ id }) => id),
    steps: records,
    entries: [...entries.values()],
    renamed: renamedIn(records, entries),
    trashed: records.flatMap(({ trashed }) => trashed),
    restored: records.flatMap(({ restored }) => restored),
    removedFolders: records.flatMap(({ removedFolders }) => removedFolders),
    madeFolders: records.flatMap(({ madeFolders }) => madeFolders),
  };
}

/** Looks up entries by name as they stood before. */
export function entriesBefore({
  entries,
}: Pick<OneChange, "entries">): (names: readonly string[]) => RawEntry[] {
  const byName = new Map(entries.map(({ name, before }) => [name, before.map(({ entry }) => entry)]));
  return (names) => names.flatMap((name) => byName.get(name) ?? []);
}

/** From the first name of each to its last. One whose name another had before, or has after, is told as two. */
function renamedIn(records: readonly ChangeRecord[], entries: ReadonlyMap<string, ChangedEntry>): Renamed[] {
  let first = new Map<string, string>();
  for (const { renamed } of records.toReversed()) {
    const gone = new Set(renamed.map(({ from }) => from));
    const kept = [...first].filter(([name]) => !gone.has(name));
    first = new Map([...kept, ...renamed.map(({ from, to }) => [to, first.get(from) ?? from] as const)]);
  }
  const seen = new Set<string>();
  const wasNone = (name: string) => entries.get(name)?.before.length === 0;
  const isNone = (name: string) => entries.get(name)?.after.length === 0;
  return [...first].flatMap(([to, from]) => {
    const isOne = from !== to && !seen.has(from) && !wasNone(from) && !isNone(to);
    seen.add(from);
    return isOne ? [{ from, to }] : [];
  });
}
