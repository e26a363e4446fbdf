import { z } from "zod";

export const modelLoad = z.strictObject({
  at: z.iso.datetime(),
  model: z.string(),
  durationMs: z.number().nonnegative(),
});

export const modelSpeed = z.strictObject({
  at: z.iso.datetime(),
  model: z.string(),
  tokensPerSecond: z.number().positive(),
  /** Of one answer to a test or in a chat, or by the server's own count of all that it answered meanwhile. */
  from: z.enum(["test", "chat", "server"]),
});

/** How long models took to load at a server, and how quickly they wrote there; the newest first. */
export const backendHistory = z.strictObject({ loads: z.array(modelLoad), speeds: z.array(modelSpeed) });

export type ModelSpeed = z.infer<typeof modelSpeed>;
export type BackendHistory = z.infer<typeof backendHistory>;
