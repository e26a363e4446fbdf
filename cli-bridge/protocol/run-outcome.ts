import { z } from "zod";

/** Another command that takes back what a run did. */
export const undo = z.strictObject({ command: z.string(), input: z.record(z.string(), z.unknown()) });

/** What our own CLI says of its deed when it is done. */
export const runResult = z.strictObject({
  summary: z.string(),
  backup: z.string().optional(),
  /** The item in the trash, or the first of several. */
  trash: z.string().optional(),
  /** How many there are, where there are several. */
  trashItems: z.number().int().optional(),
  undo: undo.optional(),
  report: z.unknown().optional(),
});

const ending = {
  endedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  result: runResult.optional(),
};

/** How a run ended. */
export const runOutcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("exited"),
    code: z.number().int(),
    /** It printed of faults what its exit code does not tell; the result says which. */
    faults: z.literal(true).optional(),
    ...ending,
  }),
  z.strictObject({ kind: z.literal("signalled"), signal: z.string(), ...ending }),
  z.strictObject({ kind: z.literal("cancelled"), ...ending }),
  /** Stopped on request in a place from which another run can go on. */
  z.strictObject({ kind: z.literal("paused"), ...ending }),
  z.strictObject({ kind: z.literal("timedOut"), limitMs: z.number(), ...ending }),
  z.strictObject({ kind: z.literal("flooded"), bytesMax: z.number(), ...ending }),
  z.strictObject({ kind: z.literal("interrupted"), reason: z.string(), ...ending }),
  z.strictObject({ kind: z.literal("neverStarted"), reason: z.string(), ...ending }),
]);

export type RunResult = z.infer<typeof runResult>;
export type RunOutcome = z.infer<typeof runOutcome>;
