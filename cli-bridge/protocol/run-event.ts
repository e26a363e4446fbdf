import { z } from "zod";
import { planPart, toldPlan } from "./plan.ts";
import { progress } from "./progress.ts";
import { runOutcome } from "./run-outcome.ts";

export const started = z.strictObject({
  at: z.iso.datetime(),
  argv: z.array(z.string()),
  pid: z.number().int(),
});

/** One line of output: cleaned of control sequences except colours, redacted, at most 64 KiB long. */
export const line = z.strictObject({
  at: z.number(),
  line: z.number().int().positive(),
  stream: z.enum(["out", "err"]),
  text: z.string(),
  cut: z.number().int().positive().optional(),
});

export const ended = z.strictObject({ outcome: runOutcome });

/** The names an event of a run can have, and what each carries. */
export const runEvents = { started, line, progress, planPart, plan: toldPlan, ended } as const;

export type RunEventName = keyof typeof runEvents;
export type RunEvent = {
  [Name in RunEventName]: { seq: number; event: Name; data: z.infer<(typeof runEvents)[Name]> };
}[RunEventName];
export type RunLine = z.infer<typeof line>;
