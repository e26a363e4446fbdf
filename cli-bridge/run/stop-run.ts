import { writeFile } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { isKept, readKeeper } from "./keeper-file.ts";
import { readRun } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunQueue } from "./run-queue.ts";
import { readRecord } from "./run-record-of.ts";
import { saveOnce } from "./save-whole.ts";
import { settleRun } from "./settle-run.ts";

/** Ends a waiting run at once and asks the keeper of a going one. One that only waits to be resumed is given up. */
export async function cancelRun(folder: RunFolder, queue: RunQueue): Promise<void> {
  const record = await readRecord(folder);
  if (record?.outcome) return setAside(record, folder, queue);
  await askToStop(folder, queue, "cancelled");
}

/** The same, but another run can go on from there. Asking twice is asking once. */
export async function pauseRun(folder: RunFolder, queue: RunQueue): Promise<void> {
  const { outcome, pausable } = (await readRecord(folder)) ?? {};
  if (outcome?.kind === "paused") return;
  if (outcome || !pausable) {
    const message = outcome ? `Run ${folder.id} has ended.` : `Run ${folder.id} cannot stop in the middle.`;
    throw new ConsoleError("conflict", message, {
      hint: outcome ? "Look at how it ended." : "Let it finish, or cancel it.",
    });
  }
  await askToStop(folder, queue, "paused");
}

async function askToStop(folder: RunFolder, queue: RunQueue, kind: "cancelled" | "paused"): Promise<void> {
  // The file comes first: a keeper that starts at this very moment finds it.
  await writeFile(kind === "paused" ? folder.pause : folder.cancel, "", { mode: 0o600 });
  if (queue.waiting.includes(folder.id) && (await settleRun(folder, { kind }))) {
    const run = await readRun(folder);
    return await queue.leave({ id: folder.id, pausable: run?.pausable });
  }
  await tellKeeper(folder);
}

/** Its keeper looks for a wish by itself; told so, it looks at once. */
async function tellKeeper({ keeper: path }: RunFolder): Promise<void> {
  const keeper = await readKeeper(path);
  if (keeper && keeper.keeper.pid !== process.pid && isKept(keeper))
    process.kill(keeper.keeper.pid, "SIGTERM");
}

/** The same without a queue, for a run that is known to go, whoever started it. */
export async function endGoingRun(folder: RunFolder): Promise<void> {
  await writeFile(folder.cancel, "", { mode: 0o600 });
  await tellKeeper(folder);
}

async function setAside({ pausable, outcome }: RunRecord, folder: RunFolder, queue: RunQueue): Promise<void> {
  if (!pausable || outcome?.kind === "cancelled") return;
  await saveOnce(folder.sequel, JSON.stringify({ setAside: true }));
  queue.takeSecrets(folder.id);
}
