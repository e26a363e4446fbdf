import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { readOutcome } from "./outcome-file.ts";
import { createRun, type RunFile, readRun } from "./run-file.ts";
import { type RunFolder, runFolderOf } from "./run-folder.ts";
import type { QueuedRun, RunQueue } from "./run-queue.ts";
import { readRecord } from "./run-record-of.ts";
import { saveOnce } from "./save-whole.ts";
import { readSequel } from "./sequel-file.ts";

/** After as many interruptions in a row that got it no further, a person has to look. */
const interruptionsMax = 5;
const shortlyMs = 1_000;

type Resuming = { home: string; queue: RunQueue };

/** Goes on from a run that a person stopped, or that failed: a new run with the same words, at the head of its lane. */
export async function resumeRun(
  { home, queue }: Resuming,
  folder: RunFolder,
  before = "first",
): Promise<QueuedRun> {
  const run = await readRun(folder);
  const outcome = (await readRecord(folder))?.outcome;
  if (!run?.pausable) throw cannot(`Run ${folder.id} is none that another can go on from.`, "Repeat it.");
  if (!outcome) throw cannot(`Run ${folder.id} has not stopped yet.`, "Wait until it has, then resume it.");
  if (outcome.kind === "exited" && outcome.code === 0)
    throw cannot(`Run ${folder.id} has finished.`, "Repeat it, if it is to be done again.");
  const queued = await goOn(home, folder, { ...run, interruptions: 0 });
  if (!queued) throw await alreadyDone(folder);
  queue.wait(queued, queue.takeSecrets(folder.id));
  if (!queue.move(queued.run.id, before)) queue.move(queued.run.id, "first");
  queue.admit();
  return queued;
}

/** Goes on by itself from a pausable run that was interrupted, unless that never got it any further. */
export async function resumeInterrupted(home: string, folder: RunFolder): Promise<QueuedRun | undefined> {
  const run = await readRun(folder);
  const ended = await readOutcome(folder.outcome);
  if (!run?.pausable || ended?.outcome.kind !== "interrupted" || (await readSequel(folder.sequel))) return;
  const before = run.resumes && (await readOutcome(runFolderOf(home, run.resumes).outcome))?.progress;
  const interruptions = isFurther(ended.progress, before || undefined) ? 0 : (run.interruptions ?? 0) + 1;
  return interruptions < interruptionsMax ? goOn(home, folder, { ...run, interruptions }) : undefined;
}

/** The same while the console watches: shortly after, so that a machine that goes down does not start it again. */
export async function resumeShortly(
  { home, queue }: Resuming,
  { folder }: Pick<QueuedRun, "folder">,
  signal: AbortSignal,
): Promise<QueuedRun | undefined> {
  const outcome = (await readOutcome(folder.outcome))?.outcome;
  if (outcome?.kind === "exited" && outcome.code === 0) queue.takeSecrets(folder.id);
  if (outcome?.kind !== "interrupted") return;
  await delay(shortlyMs, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) return;
  const queued = await resumeInterrupted(home, folder);
  if (!queued) return;
  queue.wait(queued, queue.takeSecrets(folder.id));
  queue.move(queued.run.id, "first");
  return queued;
}

/** Nothing when somebody else has gone on from it already, or has set it aside. */
async function goOn(home: string, from: RunFolder, run: RunFile): Promise<QueuedRun | undefined> {
  if (await readSequel(from.sequel)) return;
  const { id, marker: _marker, createdAt: _createdAt, ...fixed } = run;
  const queued = await createRun(home, { ...fixed, resumes: id });
  if (await saveOnce(from.sequel, JSON.stringify({ resumedBy: queued.run.id }))) return queued;
  await rm(queued.folder.path, { recursive: true, force: true });
  return;
}

const isFurther = (now: Progress | undefined, before: Progress | undefined): boolean =>
  now !== undefined && (before === undefined || now.phase !== before.phase || now.done > before.done);

const cannot = (message: string, hint: string) => new ConsoleError("conflict", message, { hint });

async function alreadyDone({ id, sequel }: RunFolder): Promise<ConsoleError> {
  const done = await readSequel(sequel);
  return done && "resumedBy" in done
    ? cannot(`Run ${id} was resumed already, as run ${done.resumedBy}.`, `Look at run ${done.resumedBy}.`)
    : cannot(`Run ${id} was given up.`, "Repeat it, to do it again.");
}
