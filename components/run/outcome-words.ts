import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toByteWords, toDurationWords } from "#lib/format.ts";

export type RunMood =
  | "waiting"
  | "running"
  | "done"
  | "undone"
  | "found"
  | "failed"
  | "cancelled"
  | "paused"
  | "interrupted";

export const succeeded = (outcome: RunOutcome): boolean =>
  outcome.kind === "exited" && outcome.code === 0 && !outcome.faults;

/** It finished its work and reports on it; what it found wants a look. A check that finds faults exits with 1. */
export const foundFaults = (outcome: RunOutcome): boolean =>
  outcome.kind === "exited" &&
  (outcome.faults === true || (outcome.code === 1 && outcome.result !== undefined));

type Standing = Pick<RunRecord, "state" | "outcome" | "progress">;

/** One word for how a run stands. Who asks somebody in vain, again and again, waits. */
export function moodOf({ state, outcome, progress }: Standing, isUndone = false): RunMood {
  if (!outcome) return state === "queued" || progress?.asksAgain ? "waiting" : "running";
  if (isUndone) return "undone";
  if (succeeded(outcome)) return "done";
  if (foundFaults(outcome)) return "found";
  const { kind } = outcome;
  return kind === "cancelled" || kind === "paused" || kind === "interrupted" ? kind : "failed";
}

export const moodWords: Readonly<Record<RunMood, string>> = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  undone: "Undone",
  found: "Needs attention",
  failed: "Failed",
  cancelled: "Cancelled",
  paused: "Paused",
  interrupted: "Interrupted",
};

/** A program may decorate what it says at a terminal; here the icon is drawn by us. */
export const summaryWords = (summary: string): string =>
  summary.replace(/^(?:\p{Extended_Pictographic}|\uFE0F|\s)+/u, "");

/** What an ending means, and what to do about it. */
export function meaningOf(outcome: RunOutcome, hasLine = true): string {
  switch (outcome.kind) {
    case "exited":
      if (succeeded(outcome) || foundFaults(outcome))
        return summaryWords(outcome.result?.summary ?? "It did what it was asked.");
      if (outcome.code === 2)
        return "The program did not understand its options. Correct them and run it again.";
      return `The program stopped with exit code ${outcome.code}${hasLine ? ". The line above says why." : " and printed nothing. Run it in a terminal to see more."}`;
    case "signalled":
      return `The program was ended by ${outcome.signal}. Something outside the console stopped it; run it again.`;
    case "cancelled":
      return "It was cancelled before it was finished. Run it again to finish it.";
    case "paused":
      return "It was paused. Resume it, and it goes on from where it stopped.";
    case "timedOut":
      return `It was ended because it took longer than ${toDurationWords(outcome.limitMs)}.`;
    case "flooded":
      return `It was ended because it told more than ${toByteWords(outcome.bytesMax)}. A terminal takes all of it: run it there.`;
    case "interrupted":
      return `${outcome.reason} Look at the registry before you run it again.`;
    case "neverStarted":
      return outcome.reason;
  }
}
