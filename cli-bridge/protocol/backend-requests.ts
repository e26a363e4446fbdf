import { z } from "zod";

/** What the console asked a server, and what came of it; questions that are asked again and again stand once. */
export const backendRequestLine = z.strictObject({
  /** When it was asked last. */
  at: z.iso.datetime(),
  method: z.string(),
  path: z.string(),
  status: z.number().int().optional(),
  /** Why nothing was answered. */
  problem: z.string().optional(),
  /** Until the answer began, the last time. */
  ms: z.number().nonnegative(),
  times: z.number().int().positive(),
});

export const backendRequests = z.strictObject({ requests: z.array(backendRequestLine) });

export type BackendRequestLine = z.infer<typeof backendRequestLine>;
