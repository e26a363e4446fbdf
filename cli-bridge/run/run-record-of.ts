import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { wishIn } from "./end-causes.ts";
import { tailOf } from "./event-tail.ts";
import { readKeeper } from "./keeper-file.ts";
import { type OutcomeFile, readOutcome } from "./outcome-file.ts";
import { type RunFile, readRun } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import { readSequel, type Sequel } from "./sequel-file.ts";
import { readServer } from "./server-file.ts";

/**
 * A run as its folder tells it: an outcome means ended, a keeper means running, neither means queued. Whoever has
 * read the record to its end may ask before the outcome has a file of its own, so the last event counts as much.
 */
export async function readRecord(folder: RunFolder): Promise<RunRecord | undefined> {
  const run = await readRun(folder);
  if (!run) return undefined;
  const outcome = await readOutcome(folder.outcome);
  if (outcome) return toEnded(run, outcome, await readSequel(folder.sequel));
  const wish = wishIn(folder);
  const asked = wish && ({ cancelled: "cancel", paused: "pause" } as const)[wish];
  const keeper = await readKeeper(folder.keeper);
  if (!keeper) return toRecord(run, { state: "queued", lines: 0, asked });
  const { startedAt } = keeper;
  const { lines, progress, ended } = await tailOf(folder.events);
  const last = { lines, startedAt, progress };
  if (ended) return toEnded(run, { outcome: ended.outcome, ...last }, await readSequel(folder.sequel));
  const server = run.lane === "servers" ? await readServer(folder.server) : undefined;
  return toRecord(run, { state: "running", ...last, asked, server });
}

function toEnded(run: RunFile, { outcome, ...rest }: OutcomeFile, sequel?: Sequel): RunRecord {
  return toRecord(run, { state: "ended", endedAt: outcome.endedAt, outcome, ...rest, ...sequel });
}

type Told = "startedAt" | "endedAt" | "progress" | "outcome" | "asked" | "server" | "resumedBy" | "setAside";
type Moving = Pick<RunRecord, "state" | "lines"> & { [Key in Told]?: RunRecord[Key] | undefined };

/** What is not known is left out altogether. */
function toRecord(run: RunFile, moving: Moving): RunRecord {
  const { id, command, input, dialect, argv, shell, effect, lane, createdAt } = run;
  const { planId, repeats, pausable, resumes } = run;
  const { state, lines, ...rest } = moving;
  const known = Object.entries({ planId, repeats, pausable, resumes, ...rest }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    ...{ id, command, input, dialect, argv, shell, effect, lane, state, createdAt, lines },
    ...Object.fromEntries(known),
  };
}
