import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Pulling } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { type Wait, waitFor } from "../start-model.ts";

const status = z.enum(["downloading", "paused", "completed", "failed", "already_downloaded"]);
const bytes = z.number().nonnegative().nullish();
const answer = z.object({
  job_id: z.string().min(1).nullish(),
  status,
  total_size_bytes: bytes,
  downloaded_bytes: bytes,
});

export type LmDownload = z.infer<typeof answer>;
const pauseMs = 1000;

/** By a name of its catalogue, or by a whole address at the hub and a quantisation there. */
export const startLmDownload = (
  http: BackendHttp,
  { model, quantization }: { model: string; quantization?: string | undefined },
  signal?: AbortSignal,
): Promise<LmDownload> => {
  const body = { model, ...(quantization !== undefined && { quantization }) };
  return askFor(http, "/api/v1/models/download", { body, shape: answer, signal });
};

export const askLmDownload = (http: BackendHttp, id: string, signal?: AbortSignal): Promise<LmDownload> =>
  askFor(http, `/api/v1/models/download/status/${encodeURIComponent(id)}`, { shape: answer, signal });

/** Lets it download and watches. Who stops watching stops nothing: nobody but its own window can. */
export async function followLmDownload(
  http: BackendHttp,
  model: string,
  { signal, onProgress, quantization }: Pulling,
  wait: Wait = waitFor,
): Promise<void> {
  let download = await startLmDownload(http, { model, quantization }, signal);
  const id = download.job_id ?? undefined;
  const total = download.total_size_bytes ?? 0;
  let done = 0;
  for (;;) {
    done = Math.max(done, download.downloaded_bytes ?? 0);
    const all = download.total_size_bytes ?? total;
    const layers = id === undefined ? [] : [{ digest: id, done: Math.min(done, all), total: all }];
    onProgress({ status: download.status, layers });
    if (download.status === "completed" || download.status === "already_downloaded") return;
    if (download.status === "failed" || id === undefined) throw failed(http, model);
    await wait(pauseMs, signal);
    download = await askLmDownload(http, id, signal);
  }
}

const failed = ({ base }: BackendHttp, model: string) =>
  new ConsoleError("backend-failed", `${base.origin} could not download ${model}, and does not say why.`, {
    hint: "See its own window or its log: the space on its disk, or its connection.",
  });
