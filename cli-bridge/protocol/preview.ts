import { z } from "zod";
import { effect } from "./run-record.ts";
import { planId } from "./run-request.ts";

export const previewRequest = z.strictObject({
  input: z.record(z.string(), z.unknown()).default({}),
  dialect: z.enum(["modeldeck", "imageworks"]).optional(),
  /** The id of the plan that would be applied. */
  plan: planId.optional(),
});

/** What has to be confirmed before a run, by the ladder 0 read, 1 reversible, 2 registry, 3 files, 4 a model whole or many things. */
export const asked = z.strictObject({
  severity: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  asks: z.enum(["nothing", "button", "checkbox", "phrase"]),
  phrase: z.string().optional(),
  /** What to know first, where no plan shows it. */
  warning: z.string().optional(),
  token: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
});

/** An invocation as it would run, and the same for copying elsewhere. */
export const preview = z.strictObject({
  argv: z.array(z.string()),
  env: z.array(z.string()),
  shell: z.string(),
  powershell: z.string(),
  curl: z.string(),
  /** What it runs in its turn, in the words of the server that it starts or asks: the ways, of which one is enough. */
  native: z.array(z.string()).min(1).optional(),
  effect,
  confirmation: asked,
});

export type Preview = z.infer<typeof preview>;
export type Asked = z.infer<typeof asked>;
