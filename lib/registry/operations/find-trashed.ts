import { join } from "node:path";
import type { ChangeRecord } from "../change-record.ts";
import { bytesBelow } from "../measure-tree.ts";
import { isThere, readTrash, type TrashPlaces } from "../trash.ts";
import type { DamagedItem, TrashItem } from "../trash-item.ts";

type Trashed = ChangeRecord["trashed"][number];

/** The trash, for whoever looks in it for what a change put there. */
export type TrashSought = {
  items: Map<string, TrashItem>;
  damaged: Map<string, DamagedItem>;
  /** Every item that holds something of a place, the newest first. */
  byFrom: Map<string, TrashItem[]>;
};

export async function openTrash(places: TrashPlaces): Promise<TrashSought> {
  const { items, damaged } = await readTrash(places);
  const byId = <Item extends { id: string }>(all: readonly Item[]) =>
    new Map(all.map((each) => [each.id, each]));
  return { items: byId(items), damaged: byId(damaged), byFrom: itemsByFrom(items) };
}

/** Every item that holds something of a place, in the order in which they come. */
export function itemsByFrom(items: readonly TrashItem[]): Map<string, TrashItem[]> {
  const byFrom = new Map<string, TrashItem[]>();
  for (const item of items) {
    for (const { from } of item.paths) {
      const known = byFrom.get(from);
      if (known) known.push(item);
      else byFrom.set(from, [item]);
    }
  }
  return byFrom;
}

/** What a change put into the trash: from where, in which item, and under which name there. */
export type Sought = { id: string; stored: string; from: string; bytes: number };

/**
 * Where something lies that a change moved to the trash: in the item that it made, or in another one, if it was restored
 * and removed again since. Where the manifest of its item cannot be read, the change still knows what it put there.
 */
export async function findTrashed(
  { damaged, byFrom }: TrashSought,
  sought: Sought,
): Promise<string | undefined> {
  const left = damaged.get(sought.id);
  if (left?.paths.some(({ stored }) => stored === sought.stored)) {
    const kept = join(left.folder, sought.stored);
    if ((await bytesBelow(kept)) === sought.bytes) return kept;
  }
  const isOwn = ({ id }: TrashItem) => id === sought.id;
  const holders = byFrom.get(sought.from) ?? [];
  for (const item of [...holders.filter(isOwn), ...holders.filter((each) => !isOwn(each))]) {
    for (const { from, stored, bytes } of item.paths) {
      const kept = join(item.folder, stored);
      const isSame = from === sought.from && (isOwn(item) || bytes === sought.bytes);
      if (isSame && (await isThere(kept))) return kept;
    }
  }
  return undefined;
}

/** Why what is not found is not, in words. */
export function whyNotFound({ damaged, byFrom }: TrashSought, { id, from }: Sought): string {
  if (damaged.has(id)) {
    return `the record of ${id} in the trash cannot be read, and what it holds is not what was put there`;
  }
  const other = byFrom.get(from)?.find((item) => item.id !== id);
  const gone = "it was deleted from the trash since";
  return other === undefined ? gone : `${gone}; ${other.id}, of the same place, holds something else`;
}

/** The items of which nothing is left when what lies at these places leaves them and these entries are back. */
export function emptiedItems(
  { items, damaged, byFrom }: TrashSought,
  back: readonly { from: string; kept: string }[],
  trashed: readonly Trashed[],
): { folder: string }[] {
  const leaving = new Set(back.map(({ kept }) => kept));
  const names = new Set(trashed.flatMap((each) => each.names));
  const own = trashed.flatMap(({ id }) => items.get(id) ?? []);
  const others = back.flatMap(({ from, kept }) =>
    (byFrom.get(from) ?? []).filter(
      ({ folder, entries }) => kept.startsWith(folder) && entries.every(({ name }) => names.has(name)),
    ),
  );
  const broken = trashed.flatMap(({ id }) => damaged.get(id) ?? []);
  const isEmptied = ({ folder, paths }: TrashItem | DamagedItem) =>
    paths.every(({ stored }) => leaving.has(join(folder, stored)));
  return [...new Set([...own, ...others, ...broken])].filter(isEmptied);
}
