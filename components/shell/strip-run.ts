import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { canGoOn, isTakenUpSoon } from "#components/run/going-on.ts";
import { isFailure, isServing, toFraction } from "./run-words.ts";

export type StripPhase = "running" | "failed" | "paused" | "done";
export type StripChoice = { run: RunRecord; phase: StripPhase; more: number };

export type StripFacts = {
  runs: readonly RunRecord[];
  /** Keys from `toHideKey`. */
  hidden: ReadonlySet<string>;
  /** The run whose success is still being told. */
  heldId?: string | undefined;
  now: number;
};

const failureShownMs = 12 * 60 * 60 * 1000;

/** Hiding is said of a run in a phase, so that hiding its progress cannot silence its failure. */
export function toHideKey(run: RunRecord, phase: StripPhase): string {
  return `${run.id}:${phase}`;
}

/** Quick looks come and go with the page that asked for them, and a server that answers goes on for days; only those with something to tell belong here. */
function matters(run: RunRecord): boolean {
  return !isServing(run) && (run.lane !== "reads" || run.progress !== undefined);
}

/**
 * The one run worth a line: a failure nobody has put away, else the least advanced, else the success just reached,
 * else what waits to be resumed.
 */
export function stripRunOf({ runs, hidden, heldId, now }: StripFacts): StripChoice | undefined {
  const weighed = runs.filter(matters);
  const failed = weighed.filter(
    (run) =>
      isFailure(run.outcome) &&
      run.resumedBy === undefined &&
      !isTakenUpSoon(run, now) &&
      !run.setAside &&
      now - Date.parse(run.endedAt ?? run.createdAt) < failureShownMs &&
      !hidden.has(toHideKey(run, "failed")),
  );
  const running = weighed
    .filter((run) => run.state === "running" && !hidden.has(toHideKey(run, "running")))
    .sort((one, other) => (toFraction(one) ?? 0) - (toFraction(other) ?? 0));
  const paused = weighed.filter(
    (run) => run.outcome?.kind === "paused" && canGoOn(run) && !hidden.has(toHideKey(run, "paused")),
  );
  const more = Math.max(0, failed.length + running.length + paused.length - 1);
  if (failed[0]) return { run: failed[0], phase: "failed", more };
  if (running[0]) return { run: running[0], phase: "running", more };
  const held = weighed.find((run) => run.id === heldId && run.state === "ended" && !isFailure(run.outcome));
  const isPause = held?.outcome?.kind === "paused";
  if (held && !isPause && !hidden.has(toHideKey(held, "done"))) return { run: held, phase: "done", more: 0 };
  return paused[0] && { run: paused[0], phase: "paused", more };
}
