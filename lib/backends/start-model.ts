import { setTimeout as delay } from "node:timers/promises";
import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter, Loading } from "./adapter.ts";
import type { BackendHttp } from "./http/backend-http.ts";

export type Wait = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

type Starting = Loading & {
  wait?: Wait;
  /** Hears of a failure that may pass, before the pause that follows it. */
  onRetry?: (error: ConsoleError, pauseMs: number) => void;
};

export type Started = { outcome: "already" | "loaded"; loaded: LoadedModel | undefined };

const pausesMs = [1000, 2000, 4000];

export const waitFor: Wait = async (ms, signal) => void (await delay(ms, undefined, { signal }));

/**
 * Brings a model into memory, unless it is there as it is wanted. What may pass is tried again; a model that is not
 * there, does not fit or cannot be read is told at once. Nothing is ever pulled here.
 */
export async function startModel(
  adapter: BackendAdapter,
  http: BackendHttp,
  model: string,
  { wait = waitFor, onRetry, ...loading }: Starting = {},
): Promise<Started> {
  const load = adapter.load;
  if (load === undefined) throw cannot(http, "load");
  const here = (await adapter.loaded(http)).find((each) => isModel(each, model));
  if (here?.state === "ready" && isAsWanted(here, loading)) return { outcome: "already", loaded: here };
  for (let tries = 0; ; tries += 1) {
    try {
      await load(http, model, loading);
      const after = await adapter.loaded(http).catch(() => []);
      return { outcome: "loaded", loaded: after.find((each) => isModel(each, model)) };
    } catch (error) {
      const pauseMs = pausesMs[tries];
      if (pauseMs === undefined || !(error instanceof ConsoleError) || !mayPass(error)) throw error;
      onRetry?.(error, pauseMs);
      await wait(pauseMs, loading.signal);
    }
  }
}

/** What a server says of a connection inside itself. Words of a lack or of a mistake stand for what stays so. */
const passing = /connection (?:was )?(?:reset|aborted)|forcibly closed|broken pipe|wsarecv|unavailable/i;
const staying =
  /not found|no such|does not exist|invalid|unauthori[sz]ed|forbidden|incompatible|out of memory/i;

const mayPass = ({ code, message }: ConsoleError) =>
  code === "backend-offline" ||
  code === "backend-busy" ||
  (code === "backend-failed" && passing.test(message) && !staying.test(message));

/** `llama3` and `llama3:latest` are one; of two tags each is its own. */
export const isModel = ({ model, id }: Pick<LoadedModel, "model" | "id">, wanted: string): boolean =>
  [model, id].some((name) => name === wanted || name === `${wanted}:latest` || `${name}:latest` === wanted);

/** Another length of context, or another rule of staying, has to be told to the server. */
const isAsWanted = ({ contextLength }: LoadedModel, wanted: Loading) =>
  (wanted.contextLength === undefined || wanted.contextLength === contextLength) &&
  wanted.keepAliveSeconds === undefined &&
  wanted.gpuLayers === undefined &&
  wanted.options === undefined;

export const cannot = ({ base }: BackendHttp, deed: string) =>
  new ConsoleError("not-available", `${base.origin} is of a kind that cannot ${deed} models.`, {
    hint: `See what it can do with \`modeldeck backends\`.`,
  });
