import { z } from "zod";
import { isRepoName } from "./reference-parts.ts";

/** What the hub answers, as far as it is read. Anything more is left alone; `null` is nothing. */

const words = z.string().max(4096);
const maybe = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined);
const count = z.number().nonnegative();
const record = z.record(z.string(), z.unknown());

const gated = z
  .union([z.literal(false), z.literal("auto"), z.literal("manual")])
  .catch(false)
  .default(false);

/** The header of its GGUF files, as the hub has read it. */
const gguf = z.looseObject({
  total: maybe(count),
  architecture: maybe(words),
  context_length: maybe(count),
  chat_template: maybe(z.string()),
});
const safetensors = z.looseObject({
  total: maybe(count),
  parameters: maybe(z.record(z.string(), count)),
});

export const modelRowShape = z.looseObject({
  // A folder is named after it.
  id: words.refine(isRepoName, "no name of a repository"),
  downloads: maybe(count),
  likes: maybe(count),
  gated,
  private: z.boolean().catch(false).default(false),
  pipeline_tag: maybe(words),
  library_name: maybe(words),
  tags: z.array(words).catch([]).default([]),
  lastModified: maybe(words),
  gguf: maybe(gguf),
  safetensors: maybe(safetensors),
});

export const modelRows = z.array(modelRowShape).max(1000);

export const modelShape = modelRowShape.extend({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  disabled: z.boolean().catch(false).default(false),
  cardData: maybe(record),
  config: maybe(record),
});

export const treeItem = z.looseObject({
  type: words,
  path: z.string().min(1).max(4096),
  // In the cache of Hugging Face a file is named after it.
  oid: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "no hash of git's")
    .default(""),
  size: count.default(0),
  lfs: maybe(z.looseObject({ oid: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), size: count })),
  xetHash: maybe(words),
});

const refs = z
  .array(z.looseObject({ name: words, targetCommit: words }))
  .catch([])
  .default([]);
export const refsShape = z.looseObject({ branches: refs, tags: refs });

export const whoShape = z.looseObject({
  name: words,
  type: maybe(words),
  orgs: z
    .array(z.looseObject({ name: words }))
    .catch([])
    .default([]),
  auth: maybe(
    z.looseObject({
      accessToken: maybe(z.looseObject({ displayName: maybe(words), role: maybe(words) })),
    }),
  ),
});
