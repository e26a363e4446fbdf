import { readTrash, type TrashPlaces } from "../trash.ts";
import type { TrashItem } from "../trash-item.ts";

type InTrash = (path: string) => string | undefined;

/** Which item of the trash holds what lay at a path: of several the newest, which is the first of them. */
export function inTrash(items: readonly TrashItem[]): InTrash {
  const ids = new Map(items.toReversed().flatMap(({ id, paths }) => paths.map(({ from }) => [from, id])));
  return (path) => ids.get(path);
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
