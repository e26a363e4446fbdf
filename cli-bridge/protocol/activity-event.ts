import { z } from "zod";

export const activityKind = z.enum([
  "discovered",
  "online",
  "offline",
  "loading",
  "loaded",
  "unloaded",
  "pulled",
  "deleted",
  "started",
  "stopped",
  "crashed",
  "warning",
]);

/** Something that happened to a server or a model, whoever did it. */
export const activityEvent = z.strictObject({
  id: z.number().int().positive(),
  at: z.iso.datetime(),
  kind: activityKind,
  /** One sentence for people. */
  says: z.string(),
  instance: z.string().optional(),
  /** Its name then; it may be gone by now. */
  instanceName: z.string().optional(),
  model: z.string().optional(),
  durationMs: z.number().nonnegative().optional(),
  /** `console` with its run, or without one where a model was talked to; `elsewhere` for what was only seen. */
  who: z.enum(["console", "elsewhere"]),
  run: z.string().optional(),
});

export const activityAnswer = z.strictObject({ events: z.array(activityEvent) });

export type ActivityKind = z.infer<typeof activityKind>;
export type ActivityEvent = z.infer<typeof activityEvent>;
export type NewActivity = Omit<ActivityEvent, "id">;
