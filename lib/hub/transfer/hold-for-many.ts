import { basename, dirname } from "node:path";
import type { Place, Places } from "./settle-places.ts";

export type HoldForMany = Pick<Places, "hold"> & {
  /** Something went wrong in the folder of a target: the next one to come there finds out anew where that is. */
  forget(target: string): void;
  close(): void;
};

type Held = { place: Place; users: number; isLeft: boolean };

/** Each takes a file of the process. */
const heldMax = 32;

/** Holds a folder once for all the small files that come into it, where to open it takes as long as to write one. */
export function holdForMany(places: Pick<Places, "hold">): HoldForMany {
  const folders = new Map<string, Held>();
  // What was let go while it is in use would be the way into whatever the system opens next.
  const closeUnused = (held: Held): void => {
    if (held.isLeft && held.users === 0) held.place.close();
  };
  const leave = (folder: string): void => {
    const held = folders.get(folder);
    if (held === undefined) return;
    folders.delete(folder);
    held.isLeft = true;
    closeUnused(held);
  };
  const holdAnew = (folder: string, target: string): Held => {
    const [oldest] = folders.keys();
    if (folders.size >= heldMax && oldest !== undefined) leave(oldest);
    const held = { place: places.hold(target), users: 0, isLeft: false };
    folders.set(folder, held);
    return held;
  };
  return {
    hold: (target) => {
      const folder = dirname(target);
      const held = folders.get(folder) ?? holdAnew(folder, target);
      held.users += 1;
      const { partials, check } = held.place;
      const close = (): void => {
        held.users -= 1;
        closeUnused(held);
      };
      return { partials, check, close, target: `${partials}/../${basename(target)}` };
    },
    forget: (target) => leave(dirname(target)),
    close: () => {
      for (const folder of [...folders.keys()]) leave(folder);
    },
  };
}
