import { z } from "zod";
import type { BackendAdapter, Health, Identity } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { converseByStream } from "../openai/converse-by-stream.ts";
import { servedModels, toBackendModel } from "../openai/served-models.ts";
import { abilitiesOfSingle, loadedAtStart } from "../openai/single-server.ts";
import { askForMetrics, hasMetricsOf } from "../prometheus/server-metrics.ts";

const versionAnswer = z.object({ version: z.string().min(1).max(100) });

const versionOf = async (http: BackendHttp) =>
  (await askFor(http, "/version", { shape: versionAnswer })).version;

/** Its counters and its version are open also where its models want a token. */
async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const quiet = () => undefined;
  const [rows, version, hasMetrics] = await Promise.all([
    servedModels(http).catch(quiet),
    versionOf(http).catch(quiet),
    hasMetricsOf(http, "vllm").catch(quiet),
  ]);
  const isOwner = rows?.some(({ owned_by }) => owned_by === "vllm");
  if (!isOwner && !hasMetrics) return undefined;
  const evidence = [
    ...(isOwner ? ["GET /v1/models names vllm as the owner"] : []),
    ...(hasMetrics ? ["GET /metrics has counters of vllm"] : []),
    ...(version === undefined ? [] : ["GET /version tells a version"]),
  ];
  return evidence.length < 2 ? undefined : { version, evidence };
}

/** It listens only once its engine runs, so that it is never seen starting: who started it knows of that. */
async function health(http: BackendHttp): Promise<Health> {
  const path = "/health";
  const { status, value } = await http.text(path);
  if (status === 200) return { state: "healthy" };
  if (status === 503) {
    return { state: "unhealthy", message: "Its engine has died; only a new start brings it back." };
  }
  throw toRefusal({ base: http.base, path, status, value });
}

export const vllmAdapter: BackendAdapter = {
  kind: "vllm",
  identify,
  health,
  version: versionOf,
  list: async (http) => (await servedModels(http)).map(toBackendModel),
  loaded: loadedAtStart,
  abilities: abilitiesOfSingle,
  converse: converseByStream,
  metrics: askForMetrics,
  endpoints: { openai: "/v1", anthropic: "/" },
};
