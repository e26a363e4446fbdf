import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import {
  byId,
  evidenceOf,
  type StoredModel,
  type StoreReading,
  toKnown,
  toQuantization,
} from "#lib/stores/ollama/stored-model.ts";
import { openBackendHttp } from "../http/open-backend-http.ts";
import { readList } from "./list-models.ts";

type Asking = {
  /** How long the list may take; each question after it may take as long as is usual. */
  listMs?: number;
  signal?: AbortSignal | undefined;
  /** What the list leaves out may stay unknown. */
  isListOnly?: boolean;
  onModel?: (id: string, count: number, total: number) => void;
};

const answerMs = 10_000;

/** What Ollama's server says it holds, as its store would say it. */
export async function askOllama(
  address: URL,
  { listMs = answerMs, ...asking }: Asking = {},
): Promise<StoreReading> {
  const http = openBackendHttp({ url: address, token: undefined });
  try {
    const { models, nameless } = await readList(http, { ...asking, waitMs: listMs, limitMs: listMs });
    const issue = { id: "a model", message: "the server names none in its list" };
    return {
      store: address.origin,
      models: models.map((model) => toStored(model, address.origin)).sort(byId),
      issues: Array.from({ length: nameless }, () => issue),
    };
  } catch (error) {
    asking.signal?.throwIfAborted();
    throw error instanceof ConsoleError ? toListingError(error) : error;
  } finally {
    await http.close();
  }
}

function toStored(
  { isLoaded: _, modifiedAt, bytes = 0, remote, ...model }: BackendModel,
  server: string,
): StoredModel {
  const modified = new Date(modifiedAt ?? "");
  const quantization = toQuantization(model.quantization);
  return {
    ...model,
    bytes,
    quantization,
    evidence: evidenceOf(quantization, "server", server),
    family: toKnown(model.family),
    format: toKnown(model.format),
    parameterSize: toKnown(model.parameterSize),
    modifiedAt: (Number.isNaN(modified.getTime()) ? new Date(0) : modified).toISOString(),
    remote: remote && { host: remote.host, model: remote.model },
  };
}

function toListingError(error: ConsoleError): ConsoleError {
  const isAway = error.code === "backend-offline" || error.code === "backend-timeout";
  return new ConsoleError(isAway ? "not-found" : "failed", `Error listing Ollama models: ${error.message}`, {
    hint: isAway
      ? "Start it with: ollama serve. Or name its address with --host, or read its folder with --from=store."
      : "See that --host or OLLAMA_HOST names Ollama's own address, without a path.",
    cause: error,
  });
}
