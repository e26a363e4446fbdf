import { basename, dirname, join, relative, resolve } from "node:path";
import { trashFolderName } from "#lib/weights/trash-folder.ts";
import type { Entry } from "../entry.ts";
import { isInside } from "../is-inside.ts";
import { bytesBelow } from "../measure-tree.ts";
import { withAbove } from "../shared-places.ts";
import { isThere, readTrash, type TrashRead } from "../trash.ts";
import type { TrashItem } from "../trash-item.ts";
import { awayOnce } from "./away-place.ts";
import { itemsByFrom } from "./find-trashed.ts";
import { openRealPlaces } from "./real-places.ts";

/** What the trash tells of a path: the item that holds what lay there, or what of the trash cannot be told and may hold it. */
export type Trashed = { item: string } | { untold: string };

/**
 * Tells what of the trash holds what lay at a path, by itself or in a folder above it, and holds it still: of several items
 * the newest, which is the first of them.
 */
export function inTrashOnce(read: () => Promise<TrashRead>): (path: string) => Promise<Trashed | undefined> {
  const { realOf } = openRealPlaces();
  let known: Promise<{ byFrom: Map<string, TrashItem[]>; untold: string[] }> | undefined;
  return async (path) => {
    known ??= read().then(toKnown);
    const { byFrom, untold } = await known;
    const real = (await realOf(path)) ?? resolve(path);
    for (const from of withAbove(real)) {
      for (const item of byFrom.get(from) ?? []) if (await holds(item, from, real)) return { item: item.id };
    }
    const folder = untold.find((each) => isInside(real, homeOf(each)));
    return folder === undefined ? undefined : { untold: folder };
  };
}

const toKnown = ({ items, damaged, unread }: TrashRead) => ({
  byFrom: itemsByFrom(items),
  untold: [...damaged.map(({ folder }) => folder), ...unread],
});

async function holds({ folder, paths }: TrashItem, from: string, real: string): Promise<boolean> {
  const path = paths.find((each) => each.from === from);
  if (path === undefined) return false;
  const place = join(folder, path.stored, relative(from, real));
  return path.bytes === 0 ? isThere(place) : ((await bytesBelow(place)) ?? 0) > 0;
}

/** The folder whose trash this is, or lies in. */
const homeOf = (folder: string): string =>
  dirname(withAbove(folder).find((each) => basename(each) === trashFolderName) ?? folder);

export const inTrashWords = (trashed: Trashed): string =>
  "item" in trashed
    ? `its files lie in the trash, in ${trashed.item}`
    : `${trashed.untold} cannot be read, and its files may lie there`;

/** Tells why what is missing is not gone: it may only be out of reach, or lies in the trash. Neither is forgotten. */
export function notGoneOnce(
  { dir, roots }: { dir: string; roots: readonly string[] },
  entries: readonly Pick<Entry, "path">[],
): (path: string) => Promise<string | undefined> {
  const whyAwayOf = awayOnce(roots, entries);
  const inTrashOf = inTrashOnce(() => readTrash({ dir, roots: [...roots] }));
  return async (path) => {
    const [why, trashed] = [await whyAwayOf(path), await inTrashOf(path)];
    const reasons = [...(why === undefined ? [] : [why]), ...(trashed ? [inTrashWords(trashed)] : [])];
    return reasons.length === 0 ? undefined : reasons.join("; ");
  };
}
