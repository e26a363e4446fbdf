import { z } from "zod";
import { effect, lane } from "./run-record.ts";

/** A command as the API tells it: what a form, a palette or another program needs to know. */
export const commandAnswer = z.strictObject({
  name: z.string(),
  path: z.array(z.string()),
  title: z.string(),
  summary: z.string(),
  verb: z.string(),
  effect,
  /** What it changes, where that is not the registry. */
  changes: z.string().optional(),
  lane,
  /** Whether a run of it can be paused and resumed. */
  pausable: z.literal(true).optional(),
  tab: z.string().optional(),
  group: z.string().optional(),
  rehearsal: z.string().optional(),
  apply: z.string().optional(),
  /** Whether its rehearsal reports the plan as data, without which nothing is applied. */
  tellsPlan: z.literal(true).optional(),
  /** Why it cannot be run now: not there yet, or not known to the program in use. */
  disabled: z.string().optional(),
  fields: z.record(z.string(), z.unknown()),
  controls: z.array(z.unknown()),
  examples: z.array(
    z.strictObject({ says: z.string(), input: z.record(z.string(), z.unknown()), runs: z.string() }),
  ),
  /** The JSON Schema of the input. */
  input: z.unknown(),
});

export const healthAnswer = z.strictObject({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  startedAt: z.iso.datetime(),
  program: z.strictObject({ words: z.array(z.string()), dialect: z.enum(["modeldeck", "imageworks"]) }),
  registry: z.strictObject({
    folder: z.string(),
    entries: z.number().int(),
    problems: z.number().int(),
    readOnly: z.string().optional(),
  }),
});

export type CommandAnswer = z.infer<typeof commandAnswer>;
export type HealthAnswer = z.infer<typeof healthAnswer>;
