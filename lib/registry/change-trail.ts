import { lstat, rmdir } from "node:fs/promises";
import type { Layouts } from "./list-frame.ts";
import type { MoveJournal, MoveStep } from "./move-journal.ts";
import type { TrashItem } from "./trash-item.ts";

export type RestoredPath = {
  path: string;
  /** Where in the trash it lay. */
  kept: string;
  bytes: number;
  /** The entries whose files these are. */
  names: string[];
  /** Where it goes back to when this is undone: it was moved from there, and not out of the trash. */
  from?: string | undefined;
};

export type Renamed = { from: string; to: string };

export type RemovedFolder = { path: string; mode: number };

/** What a change does besides the entries: told while it happens, so that it can be undone, at once or later. */
export type ChangeTrail = {
  trashed: TrashItem[];
  /** What was moved away beside its place, to make room there. */
  aside: Renamed[];
  restored: RestoredPath[];
  removedFolders: RemovedFolder[];
  madeFolders: string[];
  /** Items of the trash in which nothing is left when the change counts. */
  emptied: string[];
  /** Told before it happens, and on the disk by then: a process may be ended at any moment. */
  intend: (steps: MoveStep[]) => Promise<void>;
  countAs: (id: string) => Promise<void>;
  /** The entries that have another name now than before. */
  renamed: Renamed[];
  /** The changes that this one takes back. */
  undoes: string[];
  /** Whether something of them is left that can still be taken back. */
  undoesInPart: boolean;
  /** Whether the curated layer goes back to what it was in an order of somebody's own. */
  hasOwnOrder: boolean;
  /** How a layer in which nothing stands now is laid out again. */
  layouts: Layouts;
  /** Files that are to have just these bytes, whatever the layers would be written as. */
  exact: Map<string, Buffer>;
  /** Files that are to be gone, because there was none before. */
  absent: string[];
};

export const newTrail = (journal: Pick<MoveJournal, "intend" | "countAs">): ChangeTrail => ({
  intend: (steps) => journal.intend(steps),
  countAs: (id) => journal.countAs(id),
  trashed: [],
  aside: [],
  restored: [],
  removedFolders: [],
  madeFolders: [],
  emptied: [],
  renamed: [],
  undoes: [],
  undoesInPart: false,
  hasOwnOrder: false,
  layouts: {},
  exact: new Map(),
  absent: [],
});

export const isEmptyTrail = ({ trashed, restored, removedFolders, madeFolders }: ChangeTrail): boolean =>
  trashed.length + restored.length + removedFolders.length + madeFolders.length === 0;

/** Takes everything back, the last thing first: for a change that could not be finished. */
export async function rollBack(trail: ChangeTrail): Promise<void> {
  // Few changes touch files, so what moves them is loaded when one has to be taken back.
  const [{ takeBack }, { movePath }] = await Promise.all([import("./trash.ts"), import("./safe-move.ts")]);
  for (const path of trail.madeFolders.toReversed()) await rmdir(path).catch(() => undefined);
  for (const { path, kept } of trail.restored.toReversed()) await movePath(path, kept);
  await makeFolders(trail.removedFolders);
  for (const item of trail.trashed.toReversed()) await takeBack(item);
  for (const { from, to } of trail.aside.toReversed()) await movePath(to, from);
}

/** Makes folders again, the outermost first, and says which of them were not there. */
export async function makeFolders(
  folders: readonly RemovedFolder[],
  intend?: ChangeTrail["intend"],
): Promise<string[]> {
  const { makeFolder } = await import("./safe-move.ts");
  const made: string[] = [];
  for (const { path, mode } of folders.toSorted((one, other) => one.path.length - other.path.length)) {
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    await intend?.([{ kind: "made", path }]);
    await makeFolder(path, mode);
    made.push(path);
  }
  return made;
}
