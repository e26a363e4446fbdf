import type { BackendAbility, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { guardReply } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { askForMetrics } from "../prometheus/server-metrics.ts";
import { servedModels } from "./served-models.ts";
import { isSleeping } from "./sleeping.ts";

/** The model that a server was started with, and the adapters on it: they are in memory for as long as it runs. */
export async function loadedAtStart(http: BackendHttp): Promise<LoadedModel[]> {
  const [rows, sleeps] = await Promise.all([servedModels(http), isSleeping(http)]);
  return rows.map(({ id, max_model_len }) => ({
    ...{ id, model: id, state: sleeps ? ("sleeping" as const) : ("ready" as const) },
    contextLength: max_model_len ?? undefined,
    expiresAt: "never" as const,
  }));
}

export async function abilitiesOfSingle(http: BackendHttp): Promise<BackendAbility[]> {
  const [metrics, sleeps] = await Promise.all([askForMetrics(http), isSleeping(http)]);
  return [
    "chat",
    ...(metrics === undefined ? [] : (["metrics"] as const)),
    ...(sleeps === undefined ? [] : (["sleep"] as const)),
  ];
}

/** Moving gigabytes between two kinds of memory takes a while. */
const sleepMs = 5 * 60 * 1000;

/** One of the ways that are taken without a word. */
export async function order(http: BackendHttp, path: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { status, value } = await http.json(path, {
    ...{ method: "POST" as const, headers },
    ...{ waitMs: sleepMs, limitMs: sleepMs },
  });
  guardReply(http.base, { path, status, value });
}
