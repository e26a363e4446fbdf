import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { tailOf } from "./event-tail.ts";
import { readKeeper } from "./keeper-file.ts";
import { readOutcome } from "./outcome-file.ts";
import { type RunFile, readRun } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";

/** A run as its folder tells it: an outcome means ended, a keeper means running, neither means queued. */
export async function readRecord(folder: RunFolder): Promise<RunRecord | undefined> {
  const run = await readRun(folder);
  if (!run) return undefined;
  const outcome = await readOutcome(folder.outcome);
  if (outcome) {
    const { startedAt, lines, progress } = outcome;
    const { endedAt } = outcome.outcome;
    return toRecord(run, { state: "ended", lines, startedAt, endedAt, progress, outcome: outcome.outcome });
  }
  const keeper = await readKeeper(folder.keeper);
  if (!keeper) return toRecord(run, { state: "queued", lines: 0 });
  const { lines, progress } = await tailOf(folder.events);
  return toRecord(run, { state: "running", lines, startedAt: keeper.startedAt, progress });
}

type Moving = Pick<RunRecord, "state" | "lines"> & {
  [Key in "startedAt" | "endedAt" | "progress" | "outcome"]?: RunRecord[Key] | undefined;
};

function toRecord(run: RunFile, { state, lines, startedAt, endedAt, progress, outcome }: Moving): RunRecord {
  const { id, command, input, dialect, argv, shell, effect, lane, createdAt, planId, repeats } = run;
  return {
    ...{ id, command, input, dialect, argv, shell, effect, lane, state, createdAt, lines },
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(planId !== undefined && { planId }),
    ...(progress !== undefined && { progress }),
    ...(outcome !== undefined && { outcome }),
    ...(repeats !== undefined && { repeats }),
  };
}
