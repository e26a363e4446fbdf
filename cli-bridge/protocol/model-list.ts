import { z } from "zod";

const words = z.string().min(1).max(4096);

const listedFile = z.object({
  path: words,
  bytes: z.number().int().nonnegative().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const listedModel = z.object({
  name: words,
  displayName: words.optional(),
  backend: words,
  family: words.optional(),
  format: words.optional(),
  quantization: words.optional(),
  /** Where it can be fetched: a repository of the hub, at a commit where that is known. */
  repo: words.optional(),
  revision: words.optional(),
  commit: words.optional(),
  /** The id by which Ollama serves it. */
  ollamaId: words.optional(),
  bytes: z.number().int().nonnegative().optional(),
  roles: z.array(words).max(1000).optional(),
  rolePriority: z.record(z.string(), z.number()).optional(),
  files: z.array(listedFile).max(100_000),
});

/** A list of models that one machine has and another may want. Keys of a later version are left alone. */
export const modelList = z.object({
  format: z.literal("modeldeck-models"),
  version: z.literal(1),
  models: z.array(listedModel).max(100_000),
});

/** A list that was chosen in a browser, to be kept where commands can read it. */
export const keptListRequest = z.strictObject({ list: modelList });
export const keptList = z.strictObject({ path: z.string() });

export type ModelList = z.infer<typeof modelList>;
export type ListedModel = z.infer<typeof listedModel>;

/** What an import of a list finds of each model, and the downloads that would fetch what is missing. */
export const listReport = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      state: z.enum(["here", "known", "missing"]),
      says: z.string().optional(),
    }),
  ),
  downloads: z.array(z.object({ model: z.string(), weights: z.array(z.string()).optional() })),
});

export type ListReport = z.infer<typeof listReport>;
