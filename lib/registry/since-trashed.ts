import { listRecordNames } from "./change-record.ts";
import { readChangeRecord } from "./change-records.ts";
import type { TrashedEntry, TrashItem } from "./trash-item.ts";

type ReadRecord = Awaited<ReturnType<typeof readChangeRecord>>;

type Standing = {
  /** Nothing where it is gone. */
  called: string | undefined;
  /** An undo has brought it back meanwhile, without its files. */
  isBack: boolean;
  /** Whether the records tell all that became of it. */
  isSure: boolean;
};

/** What became of the entries of an item since it went to the trash, as far as the records of the changes tell. */
export async function sinceTrashed(
  dir: string,
  { id }: Pick<TrashItem, "id">,
): Promise<(entry: TrashedEntry) => Standing> {
  const since: ReadRecord[] = [];
  for (const name of await listRecordNames(dir)) {
    const record = await readChangeRecord(dir, name);
    if (record?.trashed.some((item) => item.id === id)) return (entry) => followed(entry, record.id, since);
    since.unshift(record);
  }
  return ({ name }) => ({ called: name, isBack: false, isSure: false });
}

/** By name from change to change: a name may be given to another entry when the one that had it is gone. */
function followed({ name, after }: TrashedEntry, removal: string, since: readonly ReadRecord[]): Standing {
  let called = name;
  let goneBy = after === null ? removal : undefined;
  let isBack = false;
  let isSure = true;
  for (const record of since) {
    const entry = record?.entries.find((each) => each.name === called);
    // A backup may hold another entry of that name.
    if (!record || (entry && record.command === "restore-backup")) isSure = false;
    if (!record || !entry) continue;
    if (goneBy !== undefined) {
      if (!record.undoes.includes(goneBy) || entry.after.length === 0) continue;
      goneBy = undefined;
      isBack = true;
      continue;
    }
    const to = record.renamed.find(({ from }) => from === called)?.to;
    const isDisplaced = record.renamed.some((each) => each.to === called);
    if (to !== undefined) called = to;
    else if (isDisplaced || entry.after.length === 0) goneBy = record.id;
  }
  return { called: goneBy === undefined ? called : undefined, isBack, isSure };
}
