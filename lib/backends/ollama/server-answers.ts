import { z } from "zod";

const text = z.string().nullish().catch(undefined);
const words = z.array(z.string()).nullish().catch(undefined);
const count = z.number().int().positive().nullish().catch(undefined);
const bytes = z.number().nonnegative().nullish().catch(undefined);

const details = z
  .object({
    ...{ format: text, family: text, parameter_size: text, quantization_level: text },
    context_length: count,
  })
  .nullish()
  .catch(undefined);

/** A row of `/api/tags`; servers of earlier years say less. */
export const listedModel = z.object({
  ...{ name: text, model: text, remote_host: text, remote_model: text, digest: text, modified_at: text },
  ...{ size: bytes, details, capabilities: words },
});

/** A row of `/api/ps`. */
export const runningModel = z.object({
  ...{ name: text, model: text, digest: text, expires_at: text, details },
  ...{ size: bytes, size_vram: bytes, context_length: count },
});

export const listAnswer = z.object({ models: z.array(z.unknown()).nullable() });

/** The answer of `/api/show`. */
export const shownModel = z.object({
  ...{ remote_host: text, remote_model: text, capabilities: words, details, modified_at: text },
  ...{ license: text, modelfile: text, parameters: text, template: text, system: text },
  ...{ renderer: text, parser: text, requires: text },
  messages: z
    .array(z.object({ role: z.string(), content: z.string() }))
    .nullish()
    .catch(undefined),
  model_info: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

/** What a load, an unload or a copy is answered with; an error inside has been looked for before. */
export const anyAnswer = z.unknown();

/** A line of a pull, a push or a creation. What is nothing is left out of it. */
export const progressLine = z.object({
  ...{ status: text, digest: text, total: bytes, completed: bytes },
  error: z.unknown().optional(),
});

export type ListedModel = z.infer<typeof listedModel>;
export type RunningModel = z.infer<typeof runningModel>;
export type ShownModel = z.infer<typeof shownModel>;

/** The architecture's own key holds the longest context: `qwen2.context_length`. */
export function contextLengthOf({ model_info: known }: ShownModel): number | undefined {
  const architecture = known?.["general.architecture"];
  const length = typeof architecture === "string" ? known?.[`${architecture}.context_length`] : undefined;
  return typeof length === "number" && length > 0 ? length : undefined;
}

/** A word of the server's, as it writes it; what it calls unknown nobody has told. */
export const toToldWord = (word: string | null | undefined): string | undefined =>
  word && word.toLowerCase() !== "unknown" ? word : undefined;
