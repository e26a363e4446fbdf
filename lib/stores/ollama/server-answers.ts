import { z } from "zod";

const text = z.string().nullish().catch(undefined);
const words = z.array(z.string()).nullish().catch(undefined);
const count = z.number().int().positive().nullish().catch(undefined);

const details = z
  .object({
    format: text,
    family: text,
    parameter_size: text,
    quantization_level: text,
    context_length: count,
  })
  .nullish()
  .catch(undefined);

/** A row of `/api/tags`; servers of earlier years say less. */
export const listedModel = z.object({
  ...{ name: text, model: text, remote_host: text, remote_model: text, digest: text, modified_at: text },
  size: z.number().nonnegative().nullish().catch(undefined),
  details,
  capabilities: words,
});

export const listAnswer = z.object({ models: z.array(z.unknown()).nullable() });

/** The answer of `/api/show`, as far as the list may lack it. */
export const shownModel = z.object({
  ...{ remote_host: text, remote_model: text, capabilities: words, details },
  model_info: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

export type ListedModel = z.infer<typeof listedModel>;
export type ShownModel = z.infer<typeof shownModel>;

/** The architecture's own key holds the longest context: `qwen2.context_length`. */
export function contextLengthOf({ model_info: known }: ShownModel): number | undefined {
  const architecture = known?.["general.architecture"];
  const length = typeof architecture === "string" ? known?.[`${architecture}.context_length`] : undefined;
  return typeof length === "number" && length > 0 ? length : undefined;
}
