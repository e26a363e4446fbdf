import type { BackendAnswer, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendAdapter } from "#lib/backends/adapter.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { isOnThisMachine } from "#lib/backends/instances/instance-id.ts";
import { loadedNow, type Seen } from "./seen.ts";
import { circuitOf } from "./standing.ts";

type Known = {
  instance: Instance;
  seen: Seen;
  nextAt: number | undefined;
  endpoints: BackendAdapter["endpoints"];
  managed: BackendAnswer["managed"];
};

const toTime = (ms: number) => new Date(ms).toISOString();

/** A server as the API tells it. Its token stays here. */
export function toBackendAnswer({ instance, seen, nextAt, endpoints, managed }: Known): BackendAnswer {
  const { id, name, kind, url, from, tags, token } = instance;
  const { standing, version, latencies, checkedAt, models, abilities } = seen;
  const latencyMs = latencies.at(-1);
  return {
    ...{ id, name, kind, from, tags, url: toPlainUrl(url) },
    hasToken: token !== undefined,
    isLocal: isOnThisMachine(url),
    state: standing.state,
    ...(standing.problem && { problem: standing.problem }),
    ...(version !== undefined && { version }),
    ...(latencyMs !== undefined && { latencyMs }),
    latencies: [...latencies],
    ...(checkedAt !== undefined && { checkedAt: toTime(checkedAt) }),
    ...(standing.since !== undefined && { since: toTime(standing.since) }),
    circuit: circuitOf(standing, nextAt),
    ...(models && { models: models.length }),
    loaded: loadedNow(seen).map((each) => withCapabilities(each, models)),
    ...(seen.requests && standing.state === "healthy" && { requests: seen.requests }),
    ...(managed && { managed }),
    capabilities: [...abilities],
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([name, path]) => [name, toPlainUrl(url) + path]),
    ),
  };
}

function withCapabilities(loaded: LoadedModel, models: Seen["models"] = []): LoadedModel {
  const capabilities = models.find(({ id }) => id === loaded.model)?.capabilities;
  return { ...loaded, ...(capabilities && { capabilities }) };
}

const toPlainUrl = ({ origin, pathname }: URL): string => origin + pathname.replace(/\/+$/, "");
