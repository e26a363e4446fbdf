import { z } from "zod";

const layer = z.object({ mediaType: z.string(), digest: z.string(), size: z.number().nonnegative() });
const text = z.string().optional().catch(undefined);
const count = z.number().int().positive().optional().catch(undefined);

export const manifestShape = z.object({
  config: layer.optional(),
  layers: z.array(layer).max(10_000).nullish(),
});

export const configShape = z.object({
  ...{ model_format: text, model_family: text, model_type: text, file_type: text },
  ...{ remote_host: text, remote_model: text, context_length: count },
  capabilities: z.array(z.string()).optional().catch(undefined),
});

type Manifest = z.infer<typeof manifestShape>;
export type Layer = z.infer<typeof layer>;

/** The digests of the layers of one kind: `model`, `projector`, `adapter` … */
export const digestsOf = ({ layers }: Manifest, kind: string): string[] =>
  (layers ?? [])
    .filter(({ mediaType }) => mediaType === `application/vnd.ollama.image.${kind}`)
    .map(({ digest }) => digest);
