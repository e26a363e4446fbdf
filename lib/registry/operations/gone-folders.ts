import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { localPathOf } from "../entry-place.ts";
import { topmostMissing } from "../health/look-at-paths.ts";
import { isInside } from "../is-inside.ts";
import { withAbove } from "../shared-places.ts";

type Place = Pick<Entry, "path">;

export type GoneFolderOf = (path: string) => Promise<string | undefined>;

/**
 * Tells of a path that is not there in which folder it went, if that folder went with several models in it. Inside a
 * root that is there, a folder that is gone was deleted; elsewhere it may be a disk that is not mounted. Only the way
 * to that path is asked of the disk: with a folder all that is named below it is gone.
 */
export function goneFolders(roots: readonly string[], entries: readonly Place[]): GoneFolderOf {
  const spelled = roots.map((root) => resolve(root));
  const known = new Map<string, boolean>();
  let hasSeveral: ReturnType<typeof severalBelow> | undefined;
  let real: Promise<string[]> | undefined;
  return async (path) => {
    const whole = resolve(path);
    if (isInOneOf(spelled, whole)) return undefined;
    const top = topmostMissing(whole, known);
    hasSeveral ??= severalBelow(entries, spelled);
    if (!hasSeveral(top)) return undefined;
    real ??= Promise.all(spelled.map((root) => realpath(root).catch(() => root)));
    return isInOneOf(await real, whole) ? undefined : top;
  };
}

const isInOneOf = (folders: readonly string[], path: string) =>
  folders.some((folder) => path === folder || isInside(path, folder));

/** Whether more than one model lies below a folder, and it is not the place of them all. */
function severalBelow(entries: readonly Place[], roots: readonly string[]): (folder: string) => boolean {
  const [held, at] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, place: string) =>
    counts.set(place, (counts.get(place) ?? 0) + 1);
  for (const entry of entries) {
    const path = localPathOf(entry);
    if (path === undefined || isInOneOf(roots, resolve(path))) continue;
    count(at, resolve(path));
    for (const place of withAbove(resolve(path))) count(held, place);
  }
  return (folder) => {
    const all = held.get(folder) ?? 0;
    return all > 1 && all > (at.get(folder) ?? 0);
  };
}
