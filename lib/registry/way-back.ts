import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { isInTrash } from "#lib/weights/trash-folder.ts";
import { diskWordsOf } from "./disk-words.ts";
import { isInside } from "./is-inside.ts";
import { toRealRoots } from "./locate-in-roots.ts";
import { areApart } from "./mounts.ts";
import type { TrashItem } from "./trash-item.ts";

/**
 * What stands against bringing a path back to where the record of the trash says it was. The record lies among the
 * models, where others may write too, so it is believed inside the root that holds the trash, or another one, only.
 */
export async function obstacleOnWayBack(
  { folder }: Pick<TrashItem, "folder">,
  from: string,
  roots: readonly string[],
): Promise<Plan["blocked"][number] | undefined> {
  const blocked = (why: string) => ({ what: from, why, hint: `Its files lie in ${folder}.` });
  if (!isAbsolute(from) || resolve(from) !== from || from.includes("\0"))
    return blocked("its record names no plain path");
  if (isInTrash(from)) return blocked("its record names a place in the trash");
  const real = await toRealRoots([dirname(dirname(folder)), ...roots]);
  if (!real.some((root) => isInside(from, root)))
    return blocked("its record names a place outside every root");
  try {
    const isFar = await areApart(join(folder, "0"), from);
    return isFar ? blocked(`${dirname(from)} lies on another file system than the trash by now`) : undefined;
  } catch (error) {
    return blocked(diskWordsOf(error));
  }
}
