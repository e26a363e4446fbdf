import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { tailOf } from "./event-tail.ts";
import { readKeeper } from "./keeper-file.ts";
import { type OutcomeFile, readOutcome } from "./outcome-file.ts";
import { type RunFile, readRun } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";

/**
 * A run as its folder tells it: an outcome means ended, a keeper means running, neither means queued. Whoever has
 * read the record to its end may ask before the outcome has a file of its own, so the last event counts as much.
 */
export async function readRecord(folder: RunFolder): Promise<RunRecord | undefined> {
  const run = await readRun(folder);
  if (!run) return undefined;
  const outcome = await readOutcome(folder.outcome);
  if (outcome) return toEnded(run, outcome);
  const keeper = await readKeeper(folder.keeper);
  if (!keeper) return toRecord(run, { state: "queued", lines: 0 });
  const { startedAt } = keeper;
  const { lines, progress, ended } = await tailOf(folder.events);
  if (ended) return toEnded(run, { outcome: ended.outcome, lines, startedAt, progress });
  return toRecord(run, { state: "running", lines, startedAt, progress });
}

function toEnded(run: RunFile, { outcome, ...rest }: OutcomeFile): RunRecord {
  return toRecord(run, { state: "ended", endedAt: outcome.endedAt, outcome, ...rest });
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
