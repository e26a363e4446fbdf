import { z } from "zod";

/** One of several things that a run works on at the same time: a file of a download, say. */
export const progressPart = z.strictObject({
  name: z.string().max(512),
  state: z.enum(["waiting", "going", "checking", "done", "failed"]),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().optional(),
  bytesPerSecond: z.number().nonnegative().optional(),
  stalledSeconds: z.number().nonnegative().optional(),
});

/** How far a run is. Absent figures are unknown, never zero. */
export const progress = z.strictObject({
  phase: z.string(),
  unit: z.enum(["bytes", "files", "entries", "percent"]),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().optional(),
  item: z.string().optional(),
  bytesPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
  /** How long nothing has come, once that is worth saying. */
  stalledSeconds: z.number().nonnegative().optional(),
  /** Why it waits, where it waits on purpose: "the quiet hours, until 07:00". */
  waitsFor: z.string().max(200).optional(),
  /** Whether that is something which is asked again and again, and at once where the run is told to. */
  asksAgain: z.literal(true).optional(),
  /** The parts that matter now, those in hand first; never all of thousands. */
  parts: z.array(progressPart).max(32).optional(),
  /** What the run has fetched up to now, all its items together, without what was there before. */
  fetchedBytes: z.number().nonnegative().optional(),
  /** When it was said, in milliseconds since the run began. Its keeper writes that down. */
  at: z.number().nonnegative().optional(),
  /** How many lines had been printed by then. Its keeper writes that down too. */
  lines: z.number().int().nonnegative().optional(),
});

export type Progress = z.infer<typeof progress>;
export type ProgressPart = z.infer<typeof progressPart>;
