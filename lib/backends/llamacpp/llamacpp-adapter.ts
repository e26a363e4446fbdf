import type { BackendAbility } from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendAdapter, Health, Identity } from "../adapter.ts";
import { guardReply } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { converseByStream } from "../openai/converse-by-stream.ts";
import { askForMetrics } from "../prometheus/server-metrics.ts";
import { isLoadingNow, loadedInLlama, readLlamaModels, readProps, toModel } from "./llama-models.ts";
import { loadInRouter, unloadFromRouter } from "./load-in-router.ts";

/** It can be told from its first second on, when it says to everything that it loads. */
async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const quiet = () => undefined;
  const [health, props, list] = await Promise.all([
    http.json("/health").catch(quiet),
    readProps(http).catch(quiet),
    readLlamaModels(http).catch(quiet),
  ]);
  const version = props?.build_info ?? undefined;
  const evidence = [
    ...(health?.headers.get("server") === "llama.cpp" ? ["its answers are signed llama.cpp"] : []),
    ...(list?.isLoading ? ["GET /models says that a model is being loaded"] : []),
    ...(list?.rows.some(({ owned_by }) => owned_by === "llamacpp") ? ["GET /models names llamacpp"] : []),
    ...(version === undefined ? [] : ["GET /props tells a build"]),
  ];
  return evidence.length < 2 ? undefined : { version, evidence };
}

async function health(http: BackendHttp): Promise<Health> {
  const path = "/health";
  const { status, value } = await http.json(path);
  if (isLoadingNow(status, value)) return { state: "starting", message: "It loads its model." };
  guardReply(http.base, { path, status, value });
  return { state: "healthy" };
}

/** A router loads and unloads; one that was started with a model has that one for ever. */
async function abilities(http: BackendHttp): Promise<BackendAbility[]> {
  const { isRouter, isLoading } = await readLlamaModels(http);
  if (isRouter) return ["load", "unload", "chat"];
  const metrics = isLoading ? undefined : await askForMetrics(http);
  return ["chat", ...(metrics === undefined ? [] : (["metrics"] as const))];
}

export const llamaCppAdapter: BackendAdapter = {
  kind: "llamacpp",
  identify,
  health,
  version: async (http) => (await readProps(http))?.build_info ?? undefined,
  list: async (http) => (await readLlamaModels(http)).rows.map(toModel),
  loaded: loadedInLlama,
  abilities,
  load: loadInRouter,
  unload: unloadFromRouter,
  converse: converseByStream,
  metrics: askForMetrics,
  endpoints: { openai: "/v1", anthropic: "/" },
};
