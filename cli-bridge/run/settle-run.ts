import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { appendEnding } from "./append-ending.ts";
import { tailOf } from "./event-tail.ts";
import { isKept, readKeeper } from "./keeper-file.ts";
import { type OutcomeFile, readOutcome } from "./outcome-file.ts";
import { identityOf, isAlive } from "./process-identity.ts";
import { endTree } from "./process-tree.ts";
import type { RunFile } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import { saveOnce } from "./save-whole.ts";

type Ending = { kind: "cancelled" | "paused" } | { kind: "interrupted" | "neverStarted"; reason: string };

const settling = new Map<string, Promise<boolean>>();

/** Ends a run that no keeper will end. Says whether it did: not when a keeper has it, or it had ended already. */
export function settleRun(folder: RunFolder, ending: Ending): Promise<boolean> {
  const busy = settling.get(folder.path);
  if (busy) return busy;
  const settled = settle(folder, ending).finally(() => settling.delete(folder.path));
  settling.set(folder.path, settled);
  return settled;
}

/** What a dead keeper left behind is ended first, so that a run that says it is over is over. */
export async function interruptRun(folder: RunFolder, run: RunFile, graceMs: number): Promise<boolean> {
  const keeper = await readKeeper(folder.keeper);
  const child = keeper?.child && isAlive(keeper.child) ? keeper.child.pid : undefined;
  const hasEnded = (await tailOf(folder.events)).ended !== undefined;
  if (!hasEnded) await endTree({ child, marker: run.marker }, graceMs);
  const reason = "The process that kept this run was killed, so how it ended is not known.";
  return settleRun(folder, { kind: "interrupted", reason });
}

async function settle(folder: RunFolder, ending: Ending): Promise<boolean> {
  if (await readOutcome(folder.outcome)) return false;
  const self = identityOf(process.pid);
  const claim = { keeper: self, startedAt: new Date().toISOString() };
  const isUnclaimed = await saveOnce(folder.keeper, JSON.stringify(claim));
  const keeper = await readKeeper(folder.keeper);
  if (!isUnclaimed && keeper && keeper.keeper.pid !== process.pid && isKept(keeper)) return false;
  const startedAt = isUnclaimed ? undefined : keeper?.startedAt;
  const tail = await tailOf(folder.events);
  const outcome = tail.ended?.outcome ?? outcomeOf({ ending, startedAt });
  if (!tail.ended) await appendEnding(folder.events, outcome, tail);
  const { lines, progress } = tail;
  const ended: OutcomeFile = {
    outcome,
    lines,
    ...(startedAt && { startedAt }),
    ...(progress && { progress }),
  };
  return saveOnce(folder.outcome, JSON.stringify(ended));
}

type Begun = { ending: Ending; startedAt: string | undefined };

function outcomeOf({ ending, startedAt }: Begun): RunOutcome {
  const now = new Date();
  const durationMs = startedAt === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(startedAt));
  return { ...ending, endedAt: now.toISOString(), durationMs };
}
