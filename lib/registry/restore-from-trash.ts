import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { changeRegistry, type RegistryChange } from "./change-registry.ts";
import type { ChangeTrail } from "./change-trail.ts";
import { standAlike } from "./changed-entries.ts";
import { isAlike } from "./is-alike.ts";
import { locateInRoots } from "./locate-in-roots.ts";
import { moveStep } from "./move-journal.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { makeParents, movePath } from "./safe-move.ts";
import { findTrashItem, isThere, type TrashPlaces } from "./trash.ts";
import type { TrashedEntry, TrashItem } from "./trash-item.ts";
import { obstacleOnWayBack } from "./way-back.ts";

/** Brings files and entries back as they were, or nothing at all when something took their place. */
export async function restoreFromTrash(
  id: string,
  places: TrashPlaces,
  { command }: { command: string },
): Promise<RegistryChange<TrashItem>> {
  const item = await findTrashItem(id, places);
  const change = await changeRegistry(places.dir, { command }, async (draft, _, trail) => {
    restoreEntries(draft, item);
    const names = item.entries.map(({ name }) => name);
    for (const path of item.paths) {
      const kept = await moveBack({ item, path, trail, roots: places.roots });
      if (kept !== undefined) trail.restored.push({ path: path.from, kept, bytes: path.bytes, names });
    }
    await trail.intend([{ kind: "emptied", folder: item.folder }]);
    trail.emptied.push(item.folder);
    return item;
  });
  return change;
}

/** Puts the entries of an item back into a draft. */
export function restoreEntries(draft: RegistryDraft, item: Pick<TrashItem, "entries">): void {
  for (const entry of item.entries) {
    // A process that died before it saved, or an undo that left the files here, has the entry as it was.
    if (standAlike(draft.placesOf(entry.name), entry.places)) continue;
    guardUnchanged(draft, entry);
    draft.putBack(entry.name, entry.places, { why: "restored from the trash" });
  }
}

function guardUnchanged(draft: RegistryDraft, { name, after }: TrashedEntry): void {
  const now = draft.get(name) ?? null;
  if (isAlike(now, after)) return;
  const what = after === null ? "There is an entry of that name again" : "The entry was changed since";
  throw new ConsoleError("conflict", `${name} cannot be restored: ${what.toLowerCase()}.`, {
    hint: "Remove or rename that entry first; nothing was overwritten.",
  });
}

type MovingBack = { item: TrashItem; path: TrashItem["paths"][number]; trail: ChangeTrail; roots: string[] };

async function moveBack({
  item,
  path: { from, stored },
  trail,
  roots,
}: MovingBack): Promise<string | undefined> {
  const kept = join(item.folder, stored);
  // A process that died between the manifest and the move left the file where it was.
  if (!(await isThere(kept))) return undefined;
  const obstacle = await obstacleOnWayBack(item, from, roots);
  const location = await locateInRoots(from, roots);
  const { why, hint } = obstacle ?? (location.kind === "blocked" ? location.obstacle : {});
  if (why !== undefined) {
    throw new ConsoleError("blocked", `${from} cannot be restored: ${why}.`, { hint });
  }
  if (location.kind === "missing") trail.madeFolders.push(...(await makeParents(from, trail.intend)));
  await trail.intend([await moveStep(kept, from)]);
  await movePath(kept, from);
  return kept;
}
