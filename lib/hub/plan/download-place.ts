import { join } from "node:path";
import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { cachePlacesOf } from "../hf-cache/cache-places.ts";
import { diskRoomOf, obstacleOfFolder, obstacleOfRoom } from "./disk-room.ts";
import type { DownloadWanted } from "./download-plan.ts";
import { isToCome } from "./planned-files.ts";
import { folderNameOf, targetPlaceOf } from "./target-folder.ts";

export type DownloadPlaces = {
  roots: readonly string[];
  /** Bytes of every disk that are to stay free. */
  reserveOf: (totalBytes: number) => number;
};

/** Where a download comes to lie. */
export type DownloadPlace = Pick<DownloadPlan, "folder"> & {
  label: DownloadPlan["location"];
  /** Nothing above this folder is looked at for links. */
  base: string;
  cache: ReturnType<typeof cachePlacesOf> | undefined;
};

export function downloadPlaceOf(
  cacheFolder: string,
  { layout, location }: Pick<DownloadWanted, "layout" | "location">,
  at: { repo: string; commit: string; revision: string | undefined; roots: readonly string[] },
): DownloadPlace {
  if (layout === "hf-cache") {
    const base = cacheFolder;
    const cache = cachePlacesOf(base, at.repo, at.commit);
    return { folder: cache.snapshot, label: "custom", base, cache };
  }
  const { base, label } = targetPlaceOf(location, at.roots);
  return { folder: join(base, folderNameOf(at.repo, at.revision)), label, base, cache: undefined };
}

/** What it takes of the disk, and whether there is that much. */
export async function roomFor(
  planned: readonly PlannedFile[],
  { base, folder, cache }: DownloadPlace,
  places: DownloadPlaces,
) {
  const bytesToFetch = planned.filter(isToCome).reduce((sum, { bytes, here }) => sum + bytes - here, 0);
  const all = planned.reduce((sum, { bytes }) => sum + bytes, 0);
  const room = await diskRoomOf(folder);
  const lies = cache?.blobs ?? folder;
  const obstacles = [
    bytesToFetch > 0 ? await obstacleOfFolder(base, lies) : undefined,
    obstacleOfRoom(lies, bytesToFetch, room, room ? places.reserveOf(room.total) : 0),
  ];
  return {
    blocked: obstacles.filter((each) => each !== undefined),
    figures: {
      bytesToFetch,
      bytesHere: Math.max(0, all - bytesToFetch),
      ...(room && { freeBefore: room.free, freeAfter: room.free - bytesToFetch }),
    },
  };
}
