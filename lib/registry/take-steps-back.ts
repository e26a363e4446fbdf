import { readdir } from "node:fs/promises";
import { errorCodeOf } from "./file-system.ts";
import { inodeOf, type MoveStep } from "./move-journal.ts";
import { makeFolder, movePath, removeEmptyFolder, removeTree, unlinkTwin } from "./safe-move.ts";

type Taken = { back: string[]; left: { path: string; why: string }[] };

/** Does the opposite of each step that was done, the last one first. Doing it twice does no harm. */
export async function takeStepsBack(steps: readonly MoveStep[]): Promise<Taken> {
  const taken: Taken = { back: [], left: [] };
  for (const step of steps.toReversed()) {
    try {
      if (await takeBack(step)) taken.back.push("from" in step ? step.from : "");
    } catch (error) {
      const path = "from" in step ? step.from : "path" in step ? step.path : "";
      taken.left.push({ path, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { ...taken, back: taken.back.filter((path) => path !== "") };
}

/** Whether all that moved only made room, and what it made room for stands there: that is done, though nothing records it. */
export async function hasMadeRoom(steps: readonly MoveStep[]): Promise<boolean> {
  const moves = steps.filter((step) => step.kind === "move");
  const taken = await Promise.all(
    moves.map(async ({ from, inode, makesRoom }) => {
      const here = await inodeAt(from);
      return makesRoom === true && here !== undefined && here !== inode;
    }),
  );
  return taken.length > 0 && taken.every(Boolean);
}

/** What was committed stands; only what was to go with it may still be there. */
export async function finishSteps(steps: readonly MoveStep[]): Promise<Taken> {
  for (const step of steps) {
    if (step.kind === "emptied") await dropItem(step.folder);
  }
  return { back: [], left: [] };
}

async function takeBack(step: MoveStep): Promise<boolean> {
  if (step.kind === "move") return moveBack(step);
  if (step.kind === "made") await removeEmptyFolder(step.path).catch(absent);
  if (step.kind === "removed" && (await inodeAt(step.path)) === undefined)
    await makeFolder(step.path, step.mode);
  if (step.kind === "item") await dropItem(step.folder);
  return false;
}

/** Only what was told comes back: by its number, whatever has taken its name since stays. */
async function moveBack(step: Extract<MoveStep, { kind: "move" }>): Promise<boolean> {
  const { from, to, inode, makesRoom } = step;
  const [here, there] = await Promise.all([inodeAt(from), inodeAt(to)]);
  if (makesRoom && here !== undefined) return false;
  if (there === undefined) {
    if (here === inode) return false;
    throw new Error(`${to} is not there`);
  }
  if (there !== inode) {
    if (here === inode) return false;
    throw new Error(`something else is at ${to}`);
  }
  // A file is moved by a second name; between the two steps it has both.
  if (here === inode) await unlinkTwin(to, from);
  else await movePath(to, from, { inode });
  return true;
}

/** An item of the trash goes when nothing but its manifest is in it. */
async function dropItem(folder: string): Promise<void> {
  const names = await readdir(folder).catch(absent);
  if (names?.every((name) => name === "manifest.json")) await removeTree(folder);
}

const inodeAt = (path: string): Promise<string | undefined> => inodeOf(path).catch(absent);

function absent(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR"].includes(errorCodeOf(error) ?? "")) return undefined;
  throw error;
}
