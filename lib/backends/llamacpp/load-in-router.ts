import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import { tooSlow } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { type Wait, waitFor } from "../start-model.ts";
import { readLlamaModels } from "./llama-models.ts";

const agreed = z.object({ success: z.literal(true) });
const usualLimitMs = 10 * 60 * 1000;
const pauseMs = 500;
const path = "/models/load";

/** Asks for it and watches its status until it is there: the answer itself only says that it has been heard. */
export async function loadInRouter(
  http: BackendHttp,
  model: string,
  loading: Loading,
  wait: Wait = waitFor,
): Promise<void> {
  const { signal, onProgress, limitMs = usualLimitMs } = loading;
  const ended = new AbortController();
  const limit = AbortSignal.timeout(limitMs);
  const within = AbortSignal.any([ended.signal, limit, ...(signal ? [signal] : [])]);
  const hearing = onProgress && hearProgress(http, { model, onProgress, signal: within });
  try {
    await askFor(http, path, { body: { model }, shape: agreed, signal });
    while (!(await isThere(http, model))) {
      await wait(pauseMs, within).catch(() => undefined);
      signal?.throwIfAborted();
      if (limit.aborted) throw tooSlow(http.base, path, limitMs);
    }
  } finally {
    ended.abort();
    await hearing;
  }
}

async function isThere(http: BackendHttp, model: string): Promise<boolean> {
  const { rows } = await readLlamaModels(http);
  const status = rows.find(({ id }) => id === model)?.status;
  if (status?.value === "loaded" || status?.value === "sleeping") return true;
  if (status?.value === "loading" || status?.value === "downloading") return false;
  const code = status?.exit_code ?? undefined;
  const says = status?.failed ? `ended${code === undefined ? "" : ` with ${code}`}` : "was stopped";
  throw new ConsoleError("backend-failed", `${http.base.origin}: the process for ${model} ${says}.`, {
    hint: "Its log says why; too little memory is the usual reason.",
  });
}

const status = z.object({ model: z.string(), progress: z.object({ value: z.number().min(0).max(1) }) });

/** How far it is only its events tell. Without them it is loaded all the same. */
async function hearProgress(
  http: BackendHttp,
  { model, onProgress, signal }: { model: string; onProgress: (share: number) => void; signal: AbortSignal },
): Promise<void> {
  const asking = { signal, waitMs: usualLimitMs, limitMs: Number.POSITIVE_INFINITY };
  try {
    for await (const { event, data } of http.events("/models/sse", asking)) {
      if (event !== "model_status") continue;
      const told = status.safeParse(toJson(data)).data;
      if (told?.model === model) onProgress(told.progress.value);
    }
  } catch (error) {
    // They end with the load, or were never offered.
    if (!(error instanceof ConsoleError) && !signal.aborted) throw error;
  }
}

export async function unloadFromRouter(
  http: BackendHttp,
  model: string,
  signal?: AbortSignal,
): Promise<void> {
  await askFor(http, "/models/unload", { body: { model }, shape: agreed, signal });
}
