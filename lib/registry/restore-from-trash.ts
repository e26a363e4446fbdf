import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { changeRegistry, type RegistryChange } from "./change-registry.ts";
import { locateInRoots } from "./locate-in-roots.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { movePath, removeTree } from "./safe-move.ts";
import { UnfinishedSave } from "./save-error.ts";
import { findTrashItem, isThere, type TrashPlaces } from "./trash.ts";
import type { TrashedEntry, TrashItem } from "./trash-item.ts";

/** Brings files and entries back as they were, or nothing at all when something took their place. */
export async function restoreFromTrash(
  id: string,
  places: TrashPlaces,
  { command }: { command: string },
): Promise<RegistryChange<TrashItem>> {
  const item = await findTrashItem(id, places);
  const moved: TrashItem["paths"] = [];
  const change = await changeRegistry(places.dir, { command }, async (draft) => {
    restoreEntries(draft, item);
    for (const path of item.paths) {
      if (await moveBack(item, path, places.roots)) moved.push(path);
    }
    return item;
  }).catch(async (error: unknown) => {
    if (error instanceof UnfinishedSave) throw error;
    for (const { from, stored } of moved) await movePath(from, join(item.folder, stored));
    throw error;
  });
  await removeTree(item.folder);
  return change;
}

/** Puts the entries of an item back into a draft. */
export function restoreEntries(draft: RegistryDraft, item: Pick<TrashItem, "entries">): void {
  for (const entry of item.entries) {
    guardUnchanged(draft, entry);
    draft.putBack(entry.name, entry.places, { why: "restored from the trash" });
  }
}

function guardUnchanged(draft: RegistryDraft, { name, after }: TrashedEntry): void {
  const now = draft.get(name) ?? null;
  if (isDeepStrictEqual(now, after)) return;
  const what = after === null ? "There is an entry of that name again" : "The entry was changed since";
  throw new ConsoleError("conflict", `${name} cannot be restored: ${what.toLowerCase()}.`, {
    hint: "Remove or rename that entry first; nothing was overwritten.",
  });
}

async function moveBack(item: TrashItem, { from, stored }: TrashItem["paths"][number], roots: string[]) {
  const kept = join(item.folder, stored);
  // A process that died between the manifest and the move left the file where it was.
  if (!(await isThere(kept))) return false;
  const location = await locateInRoots(from, roots);
  if (location.kind === "blocked") {
    const { why, hint } = location.obstacle;
    throw new ConsoleError("blocked", `${from} cannot be restored: ${why}.`, { hint });
  }
  if (location.kind === "missing") await mkdir(dirname(from), { recursive: true });
  await movePath(kept, from);
  return true;
}
