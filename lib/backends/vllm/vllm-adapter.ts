import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter, Conversing, Health, Identity, Saying } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { converseByStream } from "../openai/converse-by-stream.ts";
import { servedModels, toBackendModel } from "../openai/served-models.ts";
import { abilitiesOfSingle, loadedAtStart } from "../openai/single-server.ts";
import { isSleeping } from "../openai/sleeping.ts";
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

/** Asleep or paused it takes a question and keeps it, without a word, until somebody wakes it. */
async function* converse(http: BackendHttp, conversing: Conversing): AsyncGenerator<Saying> {
  if (await isSleeping(http, conversing.signal).catch(() => false)) {
    throw new ConsoleError(
      "backend-busy",
      `${http.base.origin} sleeps, and answers nothing until it is woken.`,
      {
        hint: "Wake it with a POST to its /wake_up, or to /resume where it was only paused; or start it anew.",
      },
    );
  }
  yield* converseByStream(http, conversing);
}

export const vllmAdapter: BackendAdapter = {
  kind: "vllm",
  identify,
  health,
  version: versionOf,
  list: async (http) => (await servedModels(http)).map(toBackendModel),
  loaded: loadedAtStart,
  abilities: abilitiesOfSingle,
  converse,
  metrics: askForMetrics,
  endpoints: { openai: "/v1", anthropic: "/" },
};
