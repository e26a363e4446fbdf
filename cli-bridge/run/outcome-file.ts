import { readFile } from "node:fs/promises";
import { z } from "zod";
import { progress } from "#cli-bridge/protocol/progress.ts";
import { runOutcome } from "#cli-bridge/protocol/run-outcome.ts";

/** `outcome.json`: its presence is what makes a run ended. */
export const outcomeFile = z.object({
  outcome: runOutcome,
  startedAt: z.iso.datetime().optional(),
  lines: z.number().int().nonnegative(),
  progress: progress.optional(),
});

export type OutcomeFile = z.infer<typeof outcomeFile>;

/** Nothing when the run has not ended. */
export async function readOutcome(path: string): Promise<OutcomeFile | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : outcomeFile.parse(JSON.parse(text));
}
