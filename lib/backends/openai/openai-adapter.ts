import { z } from "zod";
import type { BackendAdapter, Identity } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { converseByStream } from "./converse-by-stream.ts";
import { servedModels, toBackendModel } from "./served-models.ts";

const signs = z.object({
  object: z.literal("list"),
  data: z.array(z.object({ id: z.string(), object: z.literal("model") })).min(1),
});

/** The language alone makes no kind, so whoever has signs of its own is asked for before this one. */
async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const list = await askFor(http, "/v1/models", { shape: signs }).catch(() => undefined);
  if (list === undefined) return undefined;
  return { evidence: ["GET /v1/models answers a list", "each of its rows is a model"] };
}

/** Whoever speaks OpenAI's language and no other that is known here. Nobody knows what is in its memory. */
export const openAiAdapter: BackendAdapter = {
  kind: "openai",
  identify,
  health: async (http) => {
    await servedModels(http);
    return { state: "healthy" };
  },
  version: async () => undefined,
  list: async (http) =>
    (await servedModels(http)).map((row) => ({ ...toBackendModel(row), isLoaded: false })),
  loaded: async () => [],
  abilities: async () => ["chat"],
  converse: converseByStream,
  endpoints: { openai: "/v1" },
};
