import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { isKept, readKeeper } from "./keeper-file.ts";
import type { RunIndex } from "./list-runs.ts";
import { resumeInterrupted } from "./resume-run.ts";
import { readRun } from "./run-file.ts";
import { type RunFolder, runFolderOf, runIdsIn } from "./run-folder.ts";
import type { RunLimits } from "./run-limits.ts";
import type { QueuedRun, RunQueue } from "./run-queue.ts";
import { readRecord } from "./run-record-of.ts";
import { interruptRun } from "./settle-run.ts";
import { isOfTheDisk } from "./until-saved.ts";

type Options = { home: string; queue: RunQueue; index: RunIndex | undefined; limits: RunLimits };

/** Brings what the console knows in line with the folders: after it was started, restarted or killed. */
export async function reconcileRuns(options: Options): Promise<void> {
  const { home, queue, index, limits } = options;
  const ids = await runIdsIn(home);
  const order = await queue.order.hold();
  const present = new Set(ids);
  const indexed = new Set(index?.ids());
  const gone = [...indexed].filter((id) => !present.has(id));
  if (gone.length > 0) index?.forget(gone);
  const known = new Set([...indexed, ...queue.active]);
  const open = ids.filter((id) => !known.has(id)).map((id) => runFolderOf(home, id));
  const ended = open.filter((folder) => existsSync(folder.outcome));
  const unended = open.filter((folder) => !existsSync(folder.outcome));
  const waiting: QueuedRun[] = [];
  const interrupted: Promise<RunFolder | undefined>[] = [];
  /** The queue waits for a disk that takes nothing, so that the console need not. */
  const leaveToQueue = (queued: QueuedRun) => (error: unknown) => {
    if (!isOfTheDisk(error)) throw error;
    queue.attach(queued);
    return undefined;
  };
  for (const folder of unended) {
    const run = await readRun(folder);
    const keeper = await readKeeper(folder.keeper);
    if (!existsSync(folder.run)) await rm(folder.path, { recursive: true, force: true });
    if (!run) continue;
    if (!keeper) waiting.push({ folder, run });
    else if (isKept(keeper)) queue.attach({ folder, run });
    else {
      const settled = interruptRun(folder, run, limits.graceMs).then(() => folder);
      interrupted.push(settled.catch(leaveToQueue({ folder, run })));
    }
  }
  // An earlier console may have seen a run interrupted, and died before another went on from it.
  const hadInHand = order.filter((id) => present.has(id)).map((id) => runFolderOf(home, id));
  const settled = (await Promise.all(interrupted)).filter((folder) => folder !== undefined);
  for (const folder of new Set([...settled, ...hadInHand])) {
    const run = await readRun(folder);
    const queued = run && (await resumeInterrupted(home, folder).catch(leaveToQueue({ folder, run })));
    if (queued) waiting.push(queued);
    if (existsSync(folder.outcome)) ended.push(folder);
  }
  for (const queued of inOrder(waiting, order)) queue.wait(queued);
  if (index) await indexAll(ended, index);
  await queue.order.release();
  queue.admit();
}

/** As they stood in the queue, each in the place of the run it goes on from; then as they came. */
function inOrder(runs: readonly QueuedRun[], order: readonly string[]): QueuedRun[] {
  const rank = ({ run }: QueuedRun) => {
    const places = [run.id, run.resumes ?? ""].map((id) => order.indexOf(id)).filter((place) => place !== -1);
    return places[0] ?? order.length;
  };
  return runs.toSorted((a, b) => rank(a) - rank(b) || Number(a.run.id) - Number(b.run.id));
}

async function indexAll(folders: readonly RunFolder[], index: RunIndex): Promise<void> {
  for (const folder of folders) {
    const record = await readRecord(folder);
    if (record) index.put(record);
  }
}
