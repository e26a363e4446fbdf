import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { changeRegistry, type RegistryChange } from "./change-registry.ts";
import type { ChangeTrail } from "./change-trail.ts";
import { mergedOf, standAlike } from "./changed-entries.ts";
import { isAlike } from "./is-alike.ts";
import { locateInRoots } from "./locate-in-roots.ts";
import { mergeBack } from "./merge-back.ts";
import { moveStep } from "./move-journal.ts";
import type { RawEntry } from "./raw-entry.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { makeParents, movePath } from "./safe-move.ts";
import { sinceTrashed } from "./since-trashed.ts";
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
    const names = await restoreEntries(draft, item, places.dir);
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

/** Puts the entries of an item back into a draft, and tells what they are called there. */
export async function restoreEntries(
  draft: RegistryDraft,
  item: Pick<TrashItem, "entries" | "id">,
  dir: string,
): Promise<string[]> {
  const standingOf = await sinceTrashed(dir, item);
  const ownerOf = ownersIn(draft);
  return item.entries.map((entry) => {
    const { name, places, after } = entry;
    // A process that died before it saved, or an undo that left the files here, has the entry as it was.
    if (standAlike(draft.placesOf(name), places)) return name;
    const { called, isBack, isSure } = standingOf(entry);
    const now = called === undefined || !isSure ? undefined : draft.get(called);
    if (called !== undefined && now !== undefined && !isAlike(now, after)) {
      // An undo that left the files here has brought it back as it was, and it was renamed then.
      if (!isBack || after !== null) takeBackIn(draft, { ...entry, name: called }, now);
      return called;
    }
    const other = draft.get(name);
    if (other !== undefined && !isAlike(other, after)) throw taken(name);
    const owner = other === undefined ? ownerOf(entry) : undefined;
    if (owner === undefined) draft.putBack(name, places, { why });
    return owner ?? name;
  });
}

/** Which entry has by now the path that another had: the model is in the registry again, and needs no second entry. */
function ownersIn(draft: RegistryDraft): (entry: TrashedEntry) => string | undefined {
  const pathOf = (raw: RawEntry | undefined) => raw?.download_path;
  const owners = new Map(draft.names.map((name) => [pathOf(draft.get(name)), name]));
  return ({ places }) => {
    const path = pathOf(mergedOf(places));
    return typeof path === "string" ? owners.get(path) : undefined;
  };
}

const why = "restored from the trash";

/** What was changed of an entry since does not keep its files away, unless it is just what would come back. */
function takeBackIn(draft: RegistryDraft, { name, places, after }: TrashedEntry, now: RawEntry): void {
  const before = mergedOf(places);
  if (before === undefined || after === null) throw taken(name);
  const { patch, taken: changed } = mergeBack({ before, after, now });
  if (changed.length > 0) {
    throw new ConsoleError(
      "conflict",
      `${name} cannot be restored: its ${changed.join(", ")} changed since.`,
      {
        hint: "Undo that change, or remove the entry, which then comes back as it was; nothing was overwritten.",
      },
    );
  }
  draft.setFields(name, patch, { why, unlock: true });
}

const taken = (name: string) =>
  new ConsoleError("conflict", `${name} cannot be restored: there is an entry of that name again.`, {
    hint: "Remove or rename that entry first; nothing was overwritten.",
  });

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
