import { lstat, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { listRecordNames } from "./change-record.ts";
import { isGone, parseHolder } from "./lock-holder.ts";
import { journalPrefix, journalSuffix, type MoveBeginning, type MoveStep } from "./move-journal.ts";
import { changesFolder, lockFile } from "./registry-files.ts";

/** A change that was ended while it moved files. */
export type Interrupted = { name: string; command: string; at: string; steps: MoveStep[] };

export type Settled = Omit<Interrupted, "steps" | "name"> & {
  /** What was moved back to where it was. */
  back: string[];
  /** What could not be, and why. */
  left: { path: string; why: string }[];
  /** Whether the change counts, and was only finished. */
  isFinished: boolean;
};

const line = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("begin"), command: z.string(), at: z.string() }),
  z.object({
    ...{ kind: z.literal("move"), from: z.string(), to: z.string(), inode: z.string() },
    makesRoom: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal("made"), path: z.string() }),
  z.object({ kind: z.literal("removed"), path: z.string(), mode: z.number().int() }),
  z.object({ kind: z.literal("item"), folder: z.string() }),
  z.object({ kind: z.literal("emptied"), folder: z.string() }),
  z.object({ kind: z.literal("record"), id: z.string() }),
]) satisfies z.ZodType<MoveStep | MoveBeginning>;

/** How an undo names what was interrupted and nothing else; the last change may be another one by then. */
export const interruptedWord = "interrupted";

/** The changes whose process is gone. One that is under way has the lock, and is none of them. */
export async function interruptedMoves(dir: string): Promise<Interrupted[]> {
  const names = await journalNames(dir);
  if (names.length === 0) return [];
  const holder = parseHolder(await readFile(join(dir, lockFile), "utf8").catch(() => ""));
  if (holder && !(await isGone(holder))) return [];
  return Promise.all(names.map((name) => readJournal(dir, name)));
}

/** The items of the trash that a change made which has not ended, or was interrupted: what lies there may go back. */
export async function unsettledItems(dir: string): Promise<Set<string>> {
  const journals = await Promise.all((await journalNames(dir)).map((name) => readJournal(dir, name)));
  const isFinished = await finishedBy(dir);
  const steps = journals.flatMap((each) => (isFinished(each) ? [] : each.steps));
  return new Set(steps.flatMap((step) => (step.kind === "item" ? [step.folder] : [])));
}

/** A change counts once its record is there. */
async function finishedBy(dir: string) {
  const records = new Set((await listRecordNames(dir)).map(({ id }) => id));
  return ({ steps }: Pick<Interrupted, "steps">): boolean =>
    steps.some((step) => step.kind === "record" && records.has(step.id));
}

/** Takes back what a process that died had begun, and finishes what it had committed. Needs the lock. */
export async function settleMoves(dir: string): Promise<Settled[]> {
  const names = await journalNames(dir);
  if (names.length === 0) return [];
  const { takeStepsBack, finishSteps, hasMadeRoom } = await import("./take-steps-back.ts");
  const isFinishedOf = await finishedBy(dir);
  const settled: Settled[] = [];
  for (const name of names) {
    const { steps, command, at } = await readJournal(dir, name);
    const isFinished = isFinishedOf({ steps }) || (await hasMadeRoom(steps));
    const { back, left } = isFinished ? await finishSteps(steps) : await takeStepsBack(steps);
    // What lies on a disk that is away now is settled when it is there again.
    if (left.length === 0) await rm(join(changesFolder(dir), name), { force: true });
    settled.push({ command, at, back, left, isFinished });
  }
  return settled;
}

/** What became of an interrupted change, in a line. */
export function toSettledWords({ command, at, back, left, isFinished }: Settled): string {
  const which = `The ${command} of ${at.slice(0, 19).replace("T", " ")} UTC was interrupted`;
  if (isFinished) return `${which} when it was done; nothing had to be taken back.`;
  const moved = `${back.length} ${back.length === 1 ? "path was" : "paths were"} put back`;
  const [first] = left;
  if (first === undefined) return `${which} and is taken back: ${moved}.`;
  return `${which}: ${moved}, but not ${first.path} (${first.why}). The next change tries again.`;
}

async function journalNames(dir: string): Promise<string[]> {
  const names: string[] = await readdir(changesFolder(dir)).catch(() => []);
  return names.filter((name) => name.startsWith(journalPrefix) && name.endsWith(journalSuffix)).sort();
}

/** A line that is not whole was not on the disk, so what it says was not begun. */
async function readJournal(dir: string, name: string): Promise<Interrupted> {
  const path = join(changesFolder(dir), name);
  const text = await readFile(path, "utf8").catch(() => "");
  const lines = text.split("\n").flatMap((each) => parseLine(each) ?? []);
  const beginning = lines.find((each) => each.kind === "begin");
  const at = beginning?.at ?? (await lstat(path).catch(() => undefined))?.mtime.toISOString() ?? "";
  return {
    ...{ name, at, command: beginning?.command ?? "change" },
    steps: lines.filter((each) => each.kind !== "begin"),
  };
}

function parseLine(text: string): MoveStep | MoveBeginning | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
