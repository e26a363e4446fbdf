import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { ChangeRecord } from "../change-record.ts";
import { type ChangeTrail, makeFolders } from "../change-trail.ts";
import { isInside } from "../is-inside.ts";
import { askedOnce, type FoldersAround, locateInRoots } from "../locate-in-roots.ts";
import { leftInTrash, partWords } from "../lost-from-trash.ts";
import { bytesBelow } from "../measure-tree.ts";
import { areApart } from "../mounts.ts";
import { moveStep } from "../move-journal.ts";
import type { RawEntry } from "../raw-entry.ts";
import { makeParents, movePath, removeEmptyFolder } from "../safe-move.ts";
import { isThere, moveToTrash, type TrashPlaces } from "../trash.ts";
import type { TrashedEntry } from "../trash-item.ts";
import {
  emptiedItems,
  findTrashed,
  openTrash,
  type Sought,
  type TrashSought,
  whyNotFound,
} from "./find-trashed.ts";
import { isPicked, type Picked } from "./maintain.ts";
import { entriesBefore, type OneChange } from "./undo-changes-of-run.ts";

type Back = { from: string; kept: string; bytes: number; names: string[] };
type Home = { path: string; from: string; bytes: number; names: string[] };
type Away = { path: string; root: string; bytes: number; names: string[] };

/** What an undo does with files: what was trashed comes back, what had come back is trashed again. */
export type PathsUndoing = Pick<Plan, "files" | "warnings" | "blocked"> & {
  /** Changes when the files do. */
  state: string;
  back: Back[];
  away: Away[];
  /** What was moved in from elsewhere, and goes back there. */
  home: Home[];
  removedFolders: ChangeRecord["removedFolders"];
  madeFolders: string[];
  /** Whether a path that was left out could be taken back as well. */
  leavesMore: boolean;
  /** Items of the trash in which nothing is left afterwards. */
  emptied: { folder: string }[];
  /** How many of the paths come back without all that they held. */
  inPart: number;
};

type Surroundings = { places: TrashPlaces; picked: Picked };

export async function planPaths(change: OneChange, { places, picked }: Surroundings): Promise<PathsUndoing> {
  const undoing: PathsUndoing = {
    ...{ files: [], warnings: [], blocked: [], state: "", back: [], away: [], home: [], emptied: [] },
    ...{ removedFolders: [], madeFolders: change.madeFolders, leavesMore: false, inPart: 0 },
  };
  const [isLeftIn, isInPlan] = [isPicked({ except: picked.except }), isPicked(picked)];
  const isWanted = (path: string, names: readonly string[]) =>
    isLeftIn({ name: path }) && (names.length === 0 || names.some((name) => isInPlan({ name })));
  const surroundings = { roots: places.roots, around: askedOnce() };
  if (change.trashed.length > 0) {
    const trash = await openTrash(places);
    const entriesOf = entriesBefore(change);
    for (const { id, names, paths } of change.trashed) {
      for (const [index, path] of paths.entries()) {
        const sought = { id, stored: String(index), ...path };
        const wanted = { trash, sought, names, entries: entriesOf(names), ...surroundings };
        if (isWanted(path.from, names)) await planBack(undoing, wanted);
        else undoing.leavesMore ||= await canComeBack(trash, sought);
      }
    }
    const whole = change.trashed.filter(({ names }) => names.every((name) => isInPlan({ name })));
    undoing.emptied = emptiedItems(trash, undoing.back, whole);
  }
  for (const restored of change.restored) {
    if (!isWanted(restored.path, restored.names)) undoing.leavesMore ||= await isThere(restored.path);
    else if (restored.from === undefined) await planAway(undoing, restored, surroundings);
    else await planHome(undoing, { ...restored, from: restored.from });
  }
  await planFolders(undoing, change);
  return undoing;
}

const canComeBack = async (trash: TrashSought, sought: Sought): Promise<boolean> =>
  !(await isThere(sought.from)) && (await findTrashed(trash, sought)) !== undefined;

/** What the disk says of a folder or a mount is asked once, and not by each of thousands of files. */
type Around = { roots: string[]; around: FoldersAround };
type Wanted = Around & { trash: TrashSought; sought: Sought; names: string[]; entries: RawEntry[] };

async function planBack(
  undoing: PathsUndoing,
  { trash, sought, names, entries, roots, around }: Wanted,
): Promise<void> {
  const { from } = sought;
  const kept = await findTrashed(trash, sought);
  const left = kept === undefined ? undefined : await leftInTrash({ ...sought, kept, entries });
  const isTaken = await isThere(from);
  if (kept !== undefined && left !== undefined) {
    const location = await locateInRoots(from, roots, around);
    if (location.kind === "blocked") undoing.blocked.push(location.obstacle);
    else if (!isTaken && (await areApart(kept, from, around.points()))) {
      const why = `${dirname(from)} lies on another file system than the trash by now`;
      const hint = `Its files stay at ${kept}. Take back the rest, without them, with:`;
      undoing.blocked.push({ what: from, why, hint, item: from });
    } else if (!isTaken) {
      const { bytes, gone } = left;
      undoing.files.push({ path: from, deed: "restore", bytes, ...(gone && { why: gone }) });
      undoing.back.push({ from, kept, bytes, names });
      if (gone === undefined) return;
      undoing.warnings.push(partWords(from, gone));
      undoing.inPart += 1;
    } else {
      const hint = "Nothing was done. Move it away, or leave these files in the trash with:";
      undoing.blocked.push({ what: from, why: "something else is there now", hint, item: from });
    }
  } else if (!isTaken) {
    const hint = "Nothing was done. Take back the rest, without these files, with:";
    undoing.blocked.push({ what: from, why: whyNotFound(trash, sought), hint, item: from });
  }
}

/** What was moved goes back to where it was, inside a root or not: it was never ours to throw away. */
async function planHome(undoing: PathsUndoing, { path, from, bytes, names }: Home): Promise<void> {
  const found = await lstat(path, { bigint: true }).catch(() => undefined);
  if (found === undefined) undoing.warnings.push(`${path} is not there any more.`);
  else if (await isThere(from)) {
    const hint = "Nothing was done. Move it away, or leave these files where they are with:";
    undoing.blocked.push({ what: from, why: "something else is there now", hint, item: path });
  } else {
    undoing.files.push({ path: from, deed: "restore", bytes, why: `moved back from ${path}` });
    undoing.home.push({ path, from, bytes, names });
    undoing.state += `${found.dev}.${found.ino}.${found.mtimeNs}.${found.size};`;
  }
}

async function planAway(
  undoing: PathsUndoing,
  { path, bytes, names }: ChangeRecord["restored"][number],
  { roots, around }: Around,
): Promise<void> {
  const location = await locateInRoots(path, roots, around);
  if (location.kind === "blocked") undoing.blocked.push(location.obstacle);
  else if (location.kind === "missing") undoing.warnings.push(`${path} is not there any more.`);
  else {
    // What it holds now goes, whatever it held when it came back.
    const now = (await bytesBelow(location.path)) ?? bytes;
    undoing.files.push({ path: location.path, deed: "trash", bytes: now });
    undoing.away.push({ path: location.path, root: location.root, bytes: now, names });
    undoing.state += `${location.stamp};`;
  }
}

/** A folder that comes back with what lies in it need not be told by itself. */
async function planFolders(undoing: PathsUndoing, { removedFolders }: OneChange): Promise<void> {
  for (const folder of removedFolders) {
    if (await isThere(folder.path)) continue;
    undoing.removedFolders.push(folder);
    if (undoing.back.some(({ from }) => isInside(from, folder.path))) continue;
    undoing.files.push({ path: folder.path, deed: "restore", bytes: 0, why: "an empty folder" });
  }
}

/** Moves everything, leaving word of each step so that a failure can be taken back. */
export async function undoPaths(
  { back, away, home, removedFolders, madeFolders, emptied }: PathsUndoing,
  trail: ChangeTrail,
  entryOf: (name: string) => TrashedEntry,
): Promise<void> {
  trail.madeFolders.push(...(await makeFolders(removedFolders, trail.intend)));
  for (const { from, kept, bytes, names } of back) {
    trail.madeFolders.push(...(await makeParents(from, trail.intend)));
    await trail.intend([await moveStep(kept, from)]);
    await movePath(kept, from);
    trail.restored.push({ path: from, kept, bytes, names });
  }
  for (const { path, from, bytes, names } of home) {
    trail.madeFolders.push(...(await makeParents(from, trail.intend)));
    await trail.intend([await moveStep(path, from)]);
    await movePath(path, from);
    trail.restored.push({ path: from, kept: path, bytes, names, from: path });
  }
  for (const [names, paths] of Map.groupBy(away, (each) => `${each.root}\n${each.names.join("\n")}`)) {
    const [first] = paths;
    if (first === undefined || names === undefined) continue;
    const trashing = { command: "undo", home: first.root, paths, entries: first.names.map(entryOf) };
    trail.trashed.push(await moveToTrash({ ...trashing, intend: trail.intend }));
  }
  for (const path of madeFolders.toReversed()) {
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined) continue;
    const mode = found.mode & 0o777;
    await trail.intend([{ kind: "removed", path, mode }]);
    if (await removeEmptyFolder(path)) trail.removedFolders.push({ path, mode });
  }
  const folders = emptied.map(({ folder }) => folder);
  await trail.intend(folders.map((folder) => ({ kind: "emptied", folder })));
  trail.emptied.push(...folders);
}
