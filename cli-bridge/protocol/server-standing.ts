import { z } from "zod";
import { backendKind } from "./backend-answer.ts";

/** How a server stands that a run has started: `restarting` while it waits to be started once more. */
export const serverStanding = z.strictObject({
  kind: backendKind,
  url: z.string(),
  phase: z.enum(["starting", "ready", "restarting", "stopping"]),
  since: z.iso.datetime(),
  /** How often it was started. */
  starts: z.number().int().nonnegative(),
  /** Its first process; those that work for it descend from this one. */
  pid: z.number().int().positive().optional(),
  /** Why it goes on as it was, where it was last asked to start anew and could not. */
  refused: z.string().optional(),
});

export type ServerStanding = z.infer<typeof serverStanding>;
