import { access, constants, lstat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords } from "#lib/format.ts";

type Obstacle = Plan["blocked"][number];

export type DiskRoom = { free: number; total: number };

/** The room on the disk that a folder lies on, or will lie on once it is made. */
export async function diskRoomOf(folder: string): Promise<DiskRoom | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(await nearestThere(folder));
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return undefined;
  }
}

/** What keeps files from being written below a folder that may not be there yet. */
export async function obstacleOfFolder(base: string, folder: string): Promise<Obstacle | undefined> {
  const there = await nearestThere(folder);
  const stats = await lstat(there);
  const inTheWay = { what: there, hint: "Choose another place with --location." };
  if (stats.isSymbolicLink() && there !== base && there.startsWith(`${base}/`)) {
    return { ...inTheWay, why: "it is a link, and nothing is written through one" };
  }
  if (!stats.isDirectory() && !stats.isSymbolicLink())
    return { ...inTheWay, why: "it is a file, not a folder" };
  try {
    await access(there, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const isReadOnly = error instanceof Error && "code" in error && error.code === "EROFS";
    const why = isReadOnly ? "its disk can only be read" : "you may not write there";
    return { ...inTheWay, why };
  }
}

/** What a download needs, against what there is. */
export function obstacleOfRoom(
  folder: string,
  needed: number,
  room: DiskRoom | undefined,
  reserve: number,
): Obstacle | undefined {
  if (room === undefined || needed <= room.free - reserve) return undefined;
  const kept = reserve > 0 ? ` and ${toByteWords(reserve)} are to stay free` : "";
  const why =
    needed > room.total
      ? `${toByteWords(needed)} are to come, and the whole disk has ${toByteWords(room.total)}`
      : `${toByteWords(needed)} are to come, ${toByteWords(room.free)} are free${kept}`;
  return {
    what: folder,
    why,
    hint: "Make room, take fewer weights with --weights, or choose another --location.",
  };
}

async function nearestThere(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const isThere = await lstat(at).then(
      () => true,
      () => false,
    );
    if (isThere || at === dirname(at)) return at;
  }
}
