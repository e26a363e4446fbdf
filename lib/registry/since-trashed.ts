import { listRecordNames } from "./change-record.ts";
import { readChangeRecord } from "./change-records.ts";
import type { TrashedEntry, TrashItem } from "./trash-item.ts";

type ChangeSince = NonNullable<Awaited<ReturnType<typeof readChangeRecord>>>;

/** `called`: nothing where it is gone. `isBack`: an undo has brought it back meanwhile, without its files. */
type Standing = { called: string | undefined; isBack: boolean };

/** What became of the entries of an item since it went to the trash, as far as the records of the changes tell. */
export async function sinceTrashed(
  dir: string,
  { id }: Pick<TrashItem, "id">,
): Promise<(entry: TrashedEntry) => Standing> {
  const since: ChangeSince[] = [];
  for (const name of await listRecordNames(dir)) {
    const record = await readChangeRecord(dir, name);
    if (record?.trashed.some((item) => item.id === id)) return (entry) => followed(entry, record, since);
    if (record) since.unshift(record);
  }
  return ({ name }) => ({ called: name, isBack: false });
}

/** By name from change to change: a name may be given to another entry when the one that had it is gone. */
function followed(
  { name, after }: TrashedEntry,
  removal: ChangeSince,
  since: readonly ChangeSince[],
): Standing {
  let last = name;
  let goneBy = after === null ? removal.id : undefined;
  let isBack = false;
  for (const { id, renamed, entries, undoes } of since) {
    if (goneBy !== undefined) {
      if (!undoes.includes(goneBy) || !entries.some((each) => each.name === last && each.after.length > 0))
        continue;
      goneBy = undefined;
      isBack = true;
      continue;
    }
    const to = renamed.find(({ from }) => from === last)?.to;
    if (to !== undefined) last = to;
    else if (entries.some((each) => each.name === last && each.after.length === 0)) goneBy = id;
  }
  return { called: goneBy === undefined ? last : undefined, isBack };
}
