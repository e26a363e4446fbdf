import type { BackendAbility, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
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
  return (await askForMetrics(http)) === undefined ? ["chat"] : ["chat", "metrics"];
}
