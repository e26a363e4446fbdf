import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "../adapter.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { type Wait, waitFor } from "../start-model.ts";
import { type AskedLoad, askToLoad, type LoadWish } from "./ask-to-load.ts";
import { toCrash } from "./crashed-engine.ts";
import { isNamed, type LmModels, readLmModels } from "./lm-models.ts";
import { type LoadSign, type LoadState, stepLoad } from "./load-state.ts";

export type LmLoading = LoadWish &
  Pick<Loading, "limitMs"> & {
    tell?: ((state: LoadState) => void) | undefined;
    wait?: Wait;
  };

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
    const found = await readLmModels(http);
    if (found.speaks !== "v1") throw tooOld(http);
    const there = instanceOf(found, model, loading.contextLength);
    if (there) hear({ sign: "there", instance: there.id });
    else await askToLoad(load, found);
  } catch (error) {
    await hearError(load, error, limit);
  }
  return state;
}

const tooOld = ({ base }: BackendHttp) =>
  strange(base, "is too old to be told what to load", "LM Studio 0.4 and newer can; load it in its window.");

type Load = AskedLoad & { wait: Wait };

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
  const named = models.filter((model) => isNamed(model, wanted));
  return [...named.flatMap(({ instances }) => instances), ...models.flatMap(({ instances }) => instances)]
    .filter((each) => each.id === wanted || named.some(({ id }) => id === each.model))
    .find((each) => contextLength === undefined || each.contextLength === contextLength);
}
