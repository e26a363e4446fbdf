import { z } from "zod";
import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { modelsMax } from "../bounded-adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";

const row = z.object({
  id: z.string().min(1),
  object: z.string().nullish(),
  owned_by: z.string().nullish(),
  parent: z.string().nullish(),
  max_model_len: z.number().int().positive().nullish(),
});

const list = z.object({ object: z.string().nullish(), data: z.array(z.unknown()) });

export type ServedModel = z.infer<typeof row>;

/** What a server of the OpenAI kind serves. A row that is none is left out, the others stay. */
export async function servedModels(http: BackendHttp): Promise<ServedModel[]> {
  const { data } = await askFor(http, "/v1/models", { shape: list });
  return data.slice(0, modelsMax).flatMap((each) => row.safeParse(each).data ?? []);
}

/** An adapter for a model stands in the list beside the model that it changes. */
export const toBackendModel = ({ id, parent, max_model_len }: ServedModel): BackendModel => ({
  id,
  ...(parent && { format: "lora" }),
  contextLength: max_model_len ?? undefined,
  isLoaded: true,
});
