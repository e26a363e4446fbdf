import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Pulling, PullProgress } from "../adapter.ts";
import type { BackendAsking, BackendHttp } from "../http/backend-http.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { progressLine } from "./server-answers.ts";

/** Checking a model of a hundred gigabytes is silent; the server itself gives up on a transfer much earlier. */
const silenceMs = 30 * 60 * 1000;
const layersMax = 1_000;
const digestMax = 200;
const statusMax = 200;

/** Follows a pull, a push or a creation to its end. Only `success` is one. */
export async function followProgress(
  http: BackendHttp,
  path: string,
  { body, signal, onProgress }: Pulling & { body: object },
): Promise<void> {
  const layers = new Map<string, PullProgress["layers"][number]>();
  const asking = {
    body: { ...body, stream: true },
    waitMs: silenceMs,
    limitMs: Number.POSITIVE_INFINITY,
    signal,
  };
  let status = "";
  for await (const said of linesOf(http, path, asking)) {
    const line = progressLine.safeParse(said).data;
    if (line === undefined) continue;
    if (line.error) throw toRefusal({ base: http.base, path, status: 500, value: said });
    status = line.status?.slice(0, statusMax).replace(/\p{Cc}+/gu, " ") ?? status;
    const digest = line.digest ?? "";
    const isTold = digest !== "" && digest.length <= digestMax;
    if (isTold && (layers.size < layersMax || layers.has(digest))) {
      const before = layers.get(digest);
      const total = line.total ?? before?.total ?? 0;
      // A part that is fetched again must not make the whole go back.
      const done = Math.max(before?.done ?? 0, line.completed ?? 0);
      layers.set(digest, { digest, done, total: Math.max(total, done) });
    }
    onProgress({ status, layers: [...layers.values()] });
    if (status === "success") return;
  }
  throw new ConsoleError(
    "backend-failed",
    `${http.base.origin} ended its answer${status && ` after "${status}"`} without saying that it is done.`,
    { hint: "Try again; what has arrived is kept by the server." },
  );
}

/** A connection that breaks once something has come is an interruption, after which the same goes on. */
async function* linesOf(http: BackendHttp, path: string, asking: BackendAsking): AsyncGenerator<unknown> {
  let isUnderWay = false;
  try {
    for await (const line of http.lines(path, asking)) {
      isUnderWay = true;
      yield line;
    }
  } catch (error) {
    if (!isUnderWay || !(error instanceof ConsoleError) || error.code !== "backend-offline") throw error;
    throw new ConsoleError(error.code, `${http.base.origin} was interrupted: the connection broke.`, {
      hint: "Ask again once it answers; what has arrived is kept by the server.",
      cause: error,
    });
  }
}

export const pullModel = (
  http: BackendHttp,
  model: string,
  { insecure, ...pulling }: Pulling,
): Promise<void> =>
  followProgress(http, "/api/pull", { ...pulling, body: { model, ...(insecure && { insecure }) } });

export const pushModel = (
  http: BackendHttp,
  model: string,
  { insecure, ...pulling }: Pulling,
): Promise<void> =>
  followProgress(http, "/api/push", { ...pulling, body: { model, ...(insecure && { insecure }) } });
