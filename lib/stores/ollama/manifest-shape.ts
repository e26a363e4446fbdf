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

/** Takes what a file holds for a manifest, or says in words why it is none. */
export function toManifest(value: unknown): Manifest {
  const { data, error } = manifestShape.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  const where = issue?.path.join(".");
  throw new Error(where ? `its manifest says nothing sound of ${where}` : "its manifest is no table");
}

export type Layer = z.infer<typeof layer>;

/** The digests of the layers of one kind: `model`, `projector`, `adapter` … */
export const digestsOf = ({ layers }: Manifest, kind: string): string[] =>
  (layers ?? [])
    .filter(({ mediaType }) => mediaType === `application/vnd.ollama.image.${kind}`)
    .map(({ digest }) => digest);
