import { diskRoomOf } from "#lib/hub/plan/disk-room.ts";
import { targetPlaceOf } from "#lib/hub/plan/target-folder.ts";
import type { Settings } from "#lib/state/settings.ts";

/** A folder for models, and what its disk has left. */
type RootRoom = { path: string; free?: number };

/** Where models can come to lie, the usual place first, each with the room of its disk. */
export async function readRootRooms({ roots }: Pick<Settings, "roots">): Promise<RootRoom[]> {
  const { base } = targetPlaceOf(undefined, roots.value);
  const places = [base, ...roots.value.filter((root) => root !== base)];
  return Promise.all(
    places.map(async (path) => {
      const room = await diskRoomOf(path);
      return { path, ...(room && { free: room.free }) };
    }),
  );
}
