import { z } from "zod";

/** How far a run is. Absent figures are unknown, never zero. */
export const progress = z.strictObject({
  phase: z.string(),
  unit: z.enum(["bytes", "files", "entries", "percent"]),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().optional(),
  item: z.string().optional(),
  bytesPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
  /** When it was said, in milliseconds since the run began. Its keeper writes that down. */
  at: z.number().nonnegative().optional(),
});

export type Progress = z.infer<typeof progress>;
