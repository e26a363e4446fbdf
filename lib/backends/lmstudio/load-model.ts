import { z } from "zod";
import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { type Wait, waitFor } from "../start-model.ts";
import { chatEvents } from "./converse-natively.ts";
import { toCrash } from "./crashed-engine.ts";
import { type LmModels, readLmModels } from "./lm-models.ts";
import { hasEnded, type LoadSign, type LoadState, stepLoad } from "./load-state.ts";

export type LmLoading = Pick<Loading, "contextLength" | "options" | "replaces" | "limitMs" | "signal"> & {
  /** Through a chat, which tells how far it is; what that means is with `justInTimeSeconds`. */
  isJustInTime?: boolean | undefined;
  tell?: ((state: LoadState) => void) | undefined;
  wait?: Wait;
};

/**
 * What comes through a chat goes again after so long without use, and whatever else came so goes at once: the
 * server's usual rule for models that nobody asked to keep.
 */
export const justInTimeSeconds = 3600;

/** The smallest chat that brings a model into memory. */
export const justInTimeWords = { input: "Hi", max_output_tokens: 1 } as const;

const usualLimitMs = 10 * 60 * 1000;
const looksMax = 5;
const lookPauseMs = 2000;

/** Loads a model and says at every step how that stands. How it ends is a value; only who asked can break it off. */
export async function loadInLmStudio(
  http: BackendHttp,
  model: string,
  loading: LmLoading = {},
): Promise<LoadState> {
  const { limitMs = usualLimitMs, signal, tell } = loading;
  const limit = AbortSignal.timeout(limitMs);
  const within = AbortSignal.any(signal ? [signal, limit] : [limit]);
  let state: LoadState = { model, at: "requested" };
  tell?.(state);
  const hear = (sign: LoadSign) => {
    const next = stepLoad(state, sign);
    if (next !== state) tell?.(next);
    state = next;
  };
  const load = { ...{ http, model, hear, loading, limitMs, within }, wait: loading.wait ?? waitFor };
  try {
    await makeRoom(load);
    if (!hasEnded(state)) await askToLoad(load);
  } catch (error) {
    await hearError(load, error, limit);
  }
  return state;
}

type Load = {
  http: BackendHttp;
  model: string;
  hear: (sign: LoadSign) => void;
  loading: LmLoading;
  limitMs: number;
  within: AbortSignal;
  wait: Wait;
};

async function makeRoom({ http, model, hear, loading, within }: Load): Promise<void> {
  const { speaks, models } = await readLmModels(http);
  if (speaks !== "v1") throw tooOld(http);
  const there = instanceOf({ models }, model, loading.contextLength);
  if (there) return hear({ sign: "there", instance: there.id });
  if (!loading.replaces) return;
  const ids = models.flatMap(({ instances }) => instances.map(({ id }) => id));
  hear({ sign: "unloading", ids });
  for (const id of ids) {
    await unloadFromLmStudio(http, id, within).catch(passGone);
    hear({ sign: "unloaded", id });
  }
}

/** Somebody else may have been quicker. */
function passGone(error: unknown): void {
  if (!(error instanceof ConsoleError) || error.code !== "backend-model") throw error;
}

const loadAnswer = z.object({ instance_id: z.string().min(1), status: z.literal("loaded") });

async function askToLoad(load: Load): Promise<void> {
  const { http, model, hear, loading, limitMs, within } = load;
  const { contextLength, options, isJustInTime } = loading;
  const context = contextLength === undefined ? {} : { context_length: contextLength };
  const asking = { waitMs: limitMs, limitMs: Number.POSITIVE_INFINITY, signal: within };
  hear({ sign: "sent" });
  if (!isJustInTime) {
    const body = { model, ...context, ...options };
    const answer = await askFor(http, "/api/v1/models/load", { ...asking, body, shape: loadAnswer });
    return hear({ sign: "answered", instance: answer.instance_id });
  }
  const body = { model, ...context, ...justInTimeWords };
  for await (const { progress, event, result } of chatEvents(http, body, asking)) {
    if (event === "model_load.progress" && progress !== undefined)
      hear({ sign: "progress", share: progress });
    if (result) hear({ sign: "answered", instance: result.model_instance_id });
  }
}

async function hearError(load: Load, error: unknown, limit: AbortSignal): Promise<void> {
  const { hear, limitMs, loading } = load;
  loading.signal?.throwIfAborted();
  if (limit.aborted) return hear({ sign: "too-late", limitMs });
  const told = toCrash(error, load.model);
  if (!(told instanceof ConsoleError)) throw told;
  const { code, message, hint } = told;
  if (code === "backend-timeout") return hear({ sign: "too-late", limitMs });
  if (code !== "backend-offline") return hear({ sign: "refused", code, message, hint });
  hear({ sign: "lost" });
  await lookForIt(load, told, limit);
}

/** A broken connection says nothing of the model: it may be there none the less, or the server may come back. */
async function lookForIt(load: Load, lost: ConsoleError, limit: AbortSignal): Promise<void> {
  const { http, model, hear, loading, within, wait, limitMs } = load;
  let last = lost;
  for (let look = 1; look <= looksMax; look += 1) {
    try {
      const there = instanceOf(await readLmModels(http), model, loading.contextLength);
      if (there) return hear({ sign: "answered", instance: there.id });
      const message = `${http.base.origin} broke off in the middle, and the model is not in its memory.`;
      return hear({ sign: "refused", code: "backend-failed", message, hint: "Look at its log; try again." });
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      last = error;
    }
    if (look < looksMax) await wait(lookPauseMs, within).catch(() => undefined);
    loading.signal?.throwIfAborted();
    if (limit.aborted) return hear({ sign: "too-late", limitMs });
  }
  hear({ sign: "refused", code: last.code, message: last.message, hint: last.hint });
}

/** By its key, one of its variants or the name of its instance; with the context that is wanted, where one is. */
export function instanceOf(
  { models }: Pick<LmModels, "models">,
  wanted: string,
  contextLength: number | undefined,
): LoadedModel | undefined {
  const named = models.filter(({ id, variants }) => id === wanted || variants.includes(wanted));
  return [...named.flatMap(({ instances }) => instances), ...models.flatMap(({ instances }) => instances)]
    .filter((each) => each.id === wanted || named.some(({ id }) => id === each.model))
    .find((each) => contextLength === undefined || each.contextLength === contextLength);
}

const unloadAnswer = z.object({ instance_id: z.string() });
const unloadMs = 60_000;

/** By the name of its instance: the model's own would leave a second one where it is. */
export async function unloadFromLmStudio(http: BackendHttp, id: string, signal?: AbortSignal): Promise<void> {
  await askFor(http, "/api/v1/models/unload", {
    ...{ body: { instance_id: id }, shape: unloadAnswer },
    ...{ waitMs: unloadMs, limitMs: unloadMs, signal },
  });
}

export const tooOld = ({ base }: BackendHttp): ConsoleError =>
  strange(base, "is too old to be told what to load", "LM Studio 0.4 and newer can; load it in its window.");
