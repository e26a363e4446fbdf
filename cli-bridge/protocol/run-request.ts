import { z } from "zod";

/**
 * Shows that a person saw the preview: the single-use token it carried and, where asked for, the phrase they retyped.
 * What else the preview said of it may be sent back along with these, also where it asked for nothing.
 */
export const confirmation = z.object({
  token: z.string().max(1024).optional(),
  phrase: z.string().max(4096).optional(),
});

export const planId = z.string("Give the id of a plan, or leave it out.").max(200);

export const runRequest = z.strictObject({
  command: z.string().max(100),
  input: z.record(z.string(), z.unknown()).default({}),
  /** The id of the plan to apply. */
  plan: planId.optional(),
  confirmation: confirmation.optional(),
});

/** Before which waiting run of the same lane, or at which end of them. */
export const moveRequest = z.strictObject({
  before: z.string().max(15, "Give the id of a run, or first or last."),
});
/** There is nothing to say about a pause. */
export const pauseRequest = z.strictObject({});
/** Nor about asking again at once. */
export const tryNowRequest = z.strictObject({});
export const resumeRequest = moveRequest.partial();

export type RunRequest = z.infer<typeof runRequest>;
export type Confirmation = z.infer<typeof confirmation>;
