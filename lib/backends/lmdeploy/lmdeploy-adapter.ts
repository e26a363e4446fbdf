import { z } from "zod";
import type { BackendAdapter, Health, Identity } from "../adapter.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { converseByStream } from "../openai/converse-by-stream.ts";
import { servedModels, toBackendModel } from "../openai/served-models.ts";
import { abilitiesOfSingle, loadedAtStart } from "../openai/single-server.ts";
import { askForMetrics, hasMetricsOf } from "../prometheus/server-metrics.ts";

const healthAnswer = z.object({
  status: z.enum(["healthy", "sleeping", "unhealthy"]),
  message: z.string().optional(),
});

async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const quiet = () => undefined;
  const [rows, told, hasMetrics] = await Promise.all([
    servedModels(http).catch(quiet),
    http.text("/health").catch(quiet),
    hasMetricsOf(http, "lmdeploy").catch(quiet),
  ]);
  const isOwner = rows?.some(({ owned_by }) => owned_by === "lmdeploy");
  if (!isOwner && !hasMetrics) return undefined;
  const isTold = told !== undefined && (told.value === "" ? told.status === 200 : toStatus(told.value));
  const evidence = [
    ...(isOwner ? ["GET /v1/models names lmdeploy as the owner"] : []),
    ...(hasMetrics ? ["GET /metrics has counters of lmdeploy"] : []),
    ...(isTold ? ["GET /health answers in its way"] : []),
  ];
  return evidence.length < 2 ? undefined : { evidence };
}

/** Versions before the health monitor say nothing where all is well. */
async function health(http: BackendHttp): Promise<Health> {
  const path = "/health";
  const { status, value } = await http.text(path);
  const told = toStatus(value);
  if (told?.status === "unhealthy" || (status === 503 && told === undefined)) {
    return { state: "unhealthy", message: told?.message ?? "Its engine does not answer." };
  }
  if (status !== 200) throw toRefusal({ base: http.base, path, status, value });
  return { state: "healthy", ...(told?.status === "sleeping" && { message: "It sleeps." }) };
}

const toStatus = (text: string) => healthAnswer.safeParse(toJson(text)).data;

export const lmDeployAdapter: BackendAdapter = {
  kind: "lmdeploy",
  identify,
  health,
  version: async () => undefined,
  list: async (http) => (await servedModels(http)).map(toBackendModel),
  loaded: loadedAtStart,
  abilities: abilitiesOfSingle,
  converse: converseByStream,
  metrics: askForMetrics,
  endpoints: { openai: "/v1", anthropic: "/" },
};
