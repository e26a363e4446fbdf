import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { anyAnswer } from "./server-answers.ts";

/** A large model from a slow disk; the server gives up by itself when nothing moves. */
const loadMs = 60 * 60 * 1000;
const unloadMs = 30_000;

/** Comes back when it is in memory. Nothing is said to it. */
export function loadModel(http: BackendHttp, model: string, loading: Loading): Promise<void> {
  const { keepAliveSeconds, contextLength, gpuLayers, signal } = loading;
  const options = {
    ...loading.options,
    ...(contextLength !== undefined && { num_ctx: contextLength }),
    ...(gpuLayers !== undefined && { num_gpu: gpuLayers }),
  };
  return askForMemory(http, {
    body: {
      model,
      // As a number: "-1" in words is refused.
      ...(keepAliveSeconds !== undefined && { keep_alive: keepAliveSeconds }),
      ...(Object.keys(options).length > 0 && { options }),
    },
    ms: loadMs,
    signal,
  });
}

export const unloadModel = (http: BackendHttp, model: string, signal?: AbortSignal): Promise<void> =>
  askForMemory(http, { body: { model, keep_alive: 0 }, ms: unloadMs, signal });

type Asked = { body: Record<string, unknown>; ms: number; signal: AbortSignal | undefined };

/** A question without words loads; a model that only embeds knows no such question, but another. */
async function askForMemory(http: BackendHttp, { body, ms, signal }: Asked): Promise<void> {
  const asking = { shape: anyAnswer, waitMs: ms, limitMs: ms, signal };
  try {
    await askFor(http, "/api/generate", { ...asking, body: { ...body, stream: false } });
  } catch (error) {
    const onlyEmbeds = error instanceof ConsoleError && /does not support generate/.test(error.message);
    if (!onlyEmbeds) throw error;
    await askFor(http, "/api/embed", { ...asking, body: { ...body, input: "" } });
  }
}
