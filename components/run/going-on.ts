import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { foundFaults, meaningOf, succeeded } from "./outcome-words.ts";

/** Whether another run can go on from where this one stopped, and nobody has decided on it yet. */
export function canGoOn({ pausable, outcome, resumedBy, setAside }: RunRecord): boolean {
  if (!pausable || !outcome || succeeded(outcome)) return false;
  return resumedBy === undefined && !setAside;
}

/** Whether it could not do what it was asked, and nobody has taken it up since. */
export function needsAttention(run: RunRecord): boolean {
  const { outcome, resumedBy, setAside } = run;
  if (!outcome || succeeded(outcome) || foundFaults(outcome)) return false;
  if (outcome.kind === "cancelled" || outcome.kind === "paused") return false;
  return resumedBy === undefined && !setAside;
}

/** Whether a later run of the same words has what this one was after, or is at it. */
export function isOvertaken(run: RunRecord, runs: readonly RunRecord[]): boolean {
  if (!run.pausable || !run.outcome || succeeded(run.outcome)) return false;
  const words = wordsOf(run);
  return runs.some(
    (other) =>
      Number(other.id) > Number(run.id) &&
      (!other.outcome || succeeded(other.outcome)) &&
      wordsOf(other) === words,
  );
}

/** The same for the same input, in whatever order it was said. A plan tells when, and not what. */
function wordsOf({ command, input }: RunRecord): string {
  const said = Object.entries(input).filter(([name, value]) => name !== "plan" && value !== undefined);
  return JSON.stringify([command, said.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

/** Whether it stopped in the middle, and somebody has decided that it stays there. */
export function isGivenUp({ outcome, setAside }: RunRecord): boolean {
  return setAside === true && (outcome?.kind === "paused" || outcome?.kind === "interrupted");
}

const takenUpWithinMs = 5_000;

/** Interrupted only just now: another run takes it up by itself, unless that came to nothing before. */
export function isTakenUpSoon({ pausable, outcome, resumedBy }: RunRecord, now: number): boolean {
  if (!pausable || outcome?.kind !== "interrupted" || resumedBy !== undefined) return false;
  return now - Date.parse(outcome.endedAt) < takenUpWithinMs;
}

const standsStillMs = 2_000;

/** Paused so lately that it should not move: a second press of the same spot would pause the next one. */
export function isJustPaused(run: RunRecord, now: number): boolean {
  const { outcome } = run;
  return outcome?.kind === "paused" && canGoOn(run) && now - Date.parse(outcome.endedAt) < standsStillMs;
}

/** What a run that stopped in the middle left on the disk; nothing where another went on with it. */
export function partialBytesOf(run: RunRecord): number | undefined {
  const { progress, outcome } = run;
  if (!run.pausable || !outcome || succeeded(outcome) || run.resumedBy !== undefined) return undefined;
  const said = keptIn(outcome.result?.report);
  const kept = said ?? (progress?.unit === "bytes" ? progress.done : 0);
  return kept > 0 ? kept : undefined;
}

/** The program itself knows best; one that was killed said nothing. */
function keptIn(report: unknown): number | undefined {
  if (typeof report !== "object" || report === null || !("kept" in report)) return undefined;
  return typeof report.kept === "number" ? report.kept : undefined;
}

/** What an ending means, for a run that others can go on from as well. */
export function meaningFor(run: RunRecord, outcome: RunOutcome, hasLine = true): string {
  if (isGivenUp(run)) return "It was given up. Repeat it to finish it after all.";
  if (outcome.kind !== "interrupted" || !run.pausable) return meaningOf(outcome, hasLine);
  return run.resumedBy === undefined
    ? `${outcome.reason} What it has is kept, and another run goes on from there.`
    : `${outcome.reason} It went on by itself as run ${run.resumedBy}.`;
}
