import { z } from "zod";
import type { RunOutcome } from "./run-outcome.ts";

/** The one word that lists of runs are narrowed down by. */
export const runEnd = z.enum(["succeeded", "failed", "cancelled", "paused", "interrupted"]);

export type RunEnd = z.infer<typeof runEnd>;

export function endOf(
  outcome: Pick<RunOutcome, "kind"> & { code?: number; faults?: true | undefined },
): RunEnd {
  const { kind } = outcome;
  if (kind === "cancelled" || kind === "paused" || kind === "interrupted") return kind;
  return kind === "exited" && outcome.code === 0 && !outcome.faults ? "succeeded" : "failed";
}
