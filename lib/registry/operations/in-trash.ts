import { resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { readTrash, type TrashPlaces } from "../trash.ts";
import type { TrashItem } from "../trash-item.ts";
import { awayOnce } from "./away-place.ts";

type InTrash = (path: string) => string | undefined;

/** Which item of the trash holds what lay at a path: of several the newest, which is the first of them. */
export function inTrash(items: readonly TrashItem[]): InTrash {
  const ids = new Map(items.toReversed().flatMap(({ id, paths }) => paths.map(({ from }) => [from, id])));
  return (path) => ids.get(resolve(path));
}

/** The same, of a trash that is read when somebody asks. */
export function inTrashOnce(places: TrashPlaces): (path: string) => Promise<string | undefined> {
  let known: Promise<InTrash> | undefined;
  return async (path) => {
    known ??= readTrash(places).then(({ items }) => inTrash(items));
    return (await known)(path);
  };
}

export const inTrashWords = (item: string): string => `its files lie in the trash, in ${item}`;

/** Tells why what is not at its path is not gone: it lies in the trash, or may only be out of reach. Neither is forgotten. */
export function notGoneOnce(
  { dir, roots }: { dir: string; roots: readonly string[] },
  entries: readonly Pick<Entry, "path">[],
): (path: string) => Promise<string | undefined> {
  const inTrashOf = inTrashOnce({ dir, roots: [...roots] });
  const whyAwayOf = awayOnce(roots, entries);
  return async (path) => {
    const item = await inTrashOf(path);
    return item === undefined ? whyAwayOf(path) : inTrashWords(item);
  };
}
