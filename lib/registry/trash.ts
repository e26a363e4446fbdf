import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { trashFolderName } from "#lib/weights/trash-folder.ts";
import { toStamp } from "./backup-name.ts";
import type { ChangeTrail } from "./change-trail.ts";
import { errorCodeOf, type FileSystem } from "./file-system.ts";
import { leaveHint } from "./may-move.ts";
import { moveStep } from "./move-journal.ts";
import { movePath, removeEmptyFolder, removeTree } from "./safe-move.ts";
import {
  type DamagedItem,
  readDamagedItem,
  readTrashItem,
  type TrashedEntry,
  type TrashItem,
  type TrashManifest,
  writeTrashItem,
} from "./trash-item.ts";

/** Where trash is looked for: each root has its own, and what has no files is kept beside the registry. */
export type TrashPlaces = { dir: string; roots: string[] };

export type Trashing = {
  command: string;
  run?: string | undefined;
  /** The root that holds the paths, or the registry's folder when there are none. */
  home: string;
  paths: { path: string; bytes: number }[];
  entries: TrashedEntry[];
  now?: Date;
  fs?: FileSystem;
  intend?: ChangeTrail["intend"] | undefined;
};

/** A removal of ten thousand models makes a thousand of these within a second; two alike would end it. */
export function newTrashId(now: Date): string {
  return `${toStamp(now)}-${randomBytes(6).toString("hex")}`;
}

/** Moves paths into the trash of their root. Either all of them move, or none. */
export async function moveToTrash(trashing: Trashing): Promise<TrashItem> {
  const trash = await ownTrashFolder(trashing.home);
  const now = trashing.now ?? new Date();
  const paths = trashing.paths.map(({ path, bytes }, index) => ({
    from: path,
    stored: String(index),
    bytes,
  }));
  const manifest: TrashManifest = {
    format: 1,
    id: newTrashId(now),
    at: now.toISOString(),
    command: trashing.command,
    run: trashing.run,
    paths,
    bytes: paths.reduce((bytes, path) => bytes + path.bytes, 0),
    entries: trashing.entries,
  };
  const folder = join(trash, manifest.id);
  if (trashing.intend) {
    const moves = paths.map(({ from, stored }) => moveStep(from, join(folder, stored)));
    await trashing.intend([{ kind: "item", folder }, ...(await Promise.all(moves))]);
  }
  const item = await writeTrashItem(trash, manifest, trashing.fs).catch((error: unknown) => {
    throw toTrashError(error, trash);
  });
  try {
    for (const { from, stored } of paths) await movePath(from, join(item.folder, stored));
  } catch (error) {
    await takeBack(item);
    throw error;
  }
  return item;
}

/** Moves everything back and drops the item: for a deed that could not be finished. */
export async function takeBack(item: TrashItem): Promise<void> {
  for (const { from, stored } of item.paths) {
    if (await isThere(join(item.folder, stored))) await movePath(join(item.folder, stored), from);
  }
  await removeTree(item.folder);
  await removeEmptyFolder(dirname(item.folder));
}

/** `unread`: trash that cannot be read. */
export type TrashRead = { items: TrashItem[]; damaged: DamagedItem[]; unread: string[] };

/** Everything in the trash, the newest first: what can come back, and what only takes room. */
export async function readTrash({ dir, roots }: TrashPlaces): Promise<TrashRead> {
  const homes = await Promise.all(
    [...new Set([dir, ...roots])].map((home) => realpath(home).catch(() => undefined)),
  );
  const items: TrashItem[] = [];
  const damaged: DamagedItem[] = [];
  const unread: string[] = [];
  for (const home of new Set(homes.filter((each) => each !== undefined))) {
    const trash = join(home, trashFolderName);
    const names = await namesIn(trash);
    if (names === undefined) unread.push(trash);
    for (const name of names ?? []) {
      const item = await readTrashItem(join(trash, name));
      const left = item ? undefined : await readDamagedItem(join(trash, name));
      if (item) items.push(item);
      if (left) damaged.push(left);
    }
  }
  return { items: items.sort(newestFirst), damaged: damaged.sort(newestFirst), unread };
}

/** Nothing of what is another user's, or has a link or a file in its place. */
async function namesIn(trash: string): Promise<string[] | undefined> {
  if (!(await isThere(trash))) return [];
  return (await isFolder(trash)) ? readdir(trash).catch(() => undefined) : undefined;
}

type Dated = Pick<TrashItem, "at" | "id">;

export const newestFirst = (one: Dated, other: Dated): number =>
  other.at.localeCompare(one.at) || other.id.localeCompare(one.id);

export async function findTrashItem(id: string, places: TrashPlaces): Promise<TrashItem> {
  const { items, damaged } = await readTrash(places);
  const found = items.find((item) => item.id === id);
  if (found) return found;
  const left = damaged.find((item) => item.id === id);
  if (left) {
    throw new ConsoleError("blocked", `What ${id} was cannot be told: its record cannot be read.`, {
      hint: `Undo what removed it, or move out what you need of ${left.folder}, where its files are named by numbers.`,
    });
  }
  throw notInTrash(id);
}

export const notInTrash = (id: string): ConsoleError =>
  new ConsoleError("not-found", `There is nothing in the trash called ${id}.`, {
    hint: "List what is there with: modeldeck trash list",
  });

export type TrashChoice = { ids: string[] } | { olderThanDays: number; now: Date } | "all";

/** Which items would go for good. */
export function chooseTrash<Item extends Dated>(items: Item[], choice: TrashChoice): Item[] {
  if (choice === "all") return items;
  if ("ids" in choice) return items.filter(({ id }) => choice.ids.includes(id));
  const before = choice.now.getTime() - choice.olderThanDays * 24 * 60 * 60 * 1000;
  return items.filter(({ at }) => Date.parse(at) < before);
}

/** Deletes items for good. */
export async function emptyTrash(
  items: readonly Pick<TrashItem, "id" | "bytes" | "folder">[],
): Promise<{ ids: string[]; bytes: number }> {
  for (const { folder } of items) await removeTree(folder);
  return { ids: items.map(({ id }) => id), bytes: items.reduce((bytes, item) => bytes + item.bytes, 0) };
}

function toTrashError(error: unknown, trash: string): unknown {
  if (!["ENOSPC", "EDQUOT"].includes(errorCodeOf(error) ?? "")) return error;
  return new ConsoleError(
    "no-space",
    `There is no space left in ${trash}, not even for a word of what goes there.`,
    {
      hint: "Nothing was moved or changed. Free some space, or empty the trash: modeldeck trash empty",
      cause: error,
    },
  );
}

async function ownTrashFolder(home: string): Promise<string> {
  const trash = join(await realpath(home), trashFolderName);
  const fault = await mkdir(trash, { mode: 0o700 }).then(() => undefined, errorCodeOf);
  if (await isFolder(trash)) return trash;
  if (fault !== "EEXIST") {
    throw new ConsoleError("not-permitted", `The trash ${trash} cannot be made (${fault}).`, {
      hint: leaveHint,
    });
  }
  throw new ConsoleError("blocked", `${trash} is not a folder, so nothing can be kept there.`, {
    hint: "Move away what is in its place.",
  });
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
