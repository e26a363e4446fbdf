import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { isKept, readKeeper } from "./keeper-file.ts";
import type { RunIndex } from "./list-runs.ts";
import { readRun } from "./run-file.ts";
import { type RunFolder, runFolderOf, runIdsIn } from "./run-folder.ts";
import type { RunLimits } from "./run-limits.ts";
import type { RunQueue } from "./run-queue.ts";
import { readRecord } from "./run-record-of.ts";
import { interruptRun } from "./settle-run.ts";

type Options = { home: string; queue: RunQueue; index: RunIndex | undefined; limits: RunLimits };

/** Brings what the console knows in line with the folders: after it was started, restarted or killed. */
export async function reconcileRuns(options: Options): Promise<void> {
  const { home, queue, index, limits } = options;
  const ids = await runIdsIn(home);
  const present = new Set(ids);
  const indexed = new Set(index?.ids());
  const gone = [...indexed].filter((id) => !present.has(id));
  if (gone.length > 0) index?.forget(gone);
  const known = new Set([...indexed, ...queue.active]);
  const open = ids.filter((id) => !known.has(id)).map((id) => runFolderOf(home, id));
  const ended = open.filter((folder) => existsSync(folder.outcome));
  // Oldest first, because waiting runs go in the order in which they came.
  const unended = open.filter((folder) => !existsSync(folder.outcome)).reverse();
  const interrupted: Promise<unknown>[] = [];
  for (const folder of unended) {
    const run = await readRun(folder);
    const keeper = await readKeeper(folder.keeper);
    if (!existsSync(folder.run)) await rm(folder.path, { recursive: true, force: true });
    if (!run) continue;
    if (!keeper) queue.wait({ folder, run });
    else if (isKept(keeper)) queue.attach({ folder, run });
    else interrupted.push(interruptRun(folder, run, limits.graceMs).then(() => ended.push(folder)));
  }
  await Promise.all(interrupted);
  if (index) await indexAll(ended, index);
  queue.admit();
}

async function indexAll(folders: readonly RunFolder[], index: RunIndex): Promise<void> {
  for (const folder of folders) {
    const record = await readRecord(folder);
    if (record) index.put(record);
  }
}
