import { join, relative, resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { withAbove } from "../shared-places.ts";
import { isThere, readTrash, type TrashPlaces } from "../trash.ts";
import type { TrashItem } from "../trash-item.ts";
import { awayOnce } from "./away-place.ts";
import { openRealPlaces } from "./real-places.ts";

type InTrash = (path: string) => Promise<string | undefined>;

/**
 * Tells which item of the trash holds what lay at a path, by itself or in a folder above it, and holds it still: of several
 * the newest, which is the first of them. Of a trash that may not be read nothing is known.
 */
export function inTrashOnce(read: () => Promise<readonly TrashItem[]>): InTrash {
  const { realOf } = openRealPlaces();
  let known: Promise<Map<string, { id: string; kept: string }[]>> | undefined;
  return async (path) => {
    known ??= read().then(heldBy, () => new Map());
    const held = await known;
    const real = (await realOf(path)) ?? resolve(path);
    for (const from of withAbove(real)) {
      for (const { id, kept } of held.get(from) ?? []) {
        if (await isThere(join(kept, relative(from, real)))) return id;
      }
    }
    return undefined;
  };
}

function heldBy(items: readonly TrashItem[]) {
  const held = new Map<string, { id: string; kept: string }[]>();
  for (const { id, folder, paths } of items) {
    for (const { from, stored } of paths) {
      held.set(from, [...(held.get(from) ?? []), { id, kept: join(folder, stored) }]);
    }
  }
  return held;
}

export const trashOf = (places: TrashPlaces) => async () => (await readTrash(places)).items;

export const inTrashWords = (item: string): string => `its files lie in the trash, in ${item}`;

/** Tells why what is missing is not gone: it may only be out of reach, or lies in the trash. Neither is forgotten. */
export function notGoneOnce(
  { dir, roots }: { dir: string; roots: readonly string[] },
  entries: readonly Pick<Entry, "path">[],
): (path: string) => Promise<string | undefined> {
  const whyAwayOf = awayOnce(roots, entries);
  const inTrashOf = inTrashOnce(trashOf({ dir, roots: [...roots] }));
  return async (path) => {
    const [why, item] = [await whyAwayOf(path), await inTrashOf(path)];
    const reasons = [
      ...(why === undefined ? [] : [why]),
      ...(item === undefined ? [] : [inTrashWords(item)]),
    ];
    return reasons.length === 0 ? undefined : reasons.join("; ");
  };
}
