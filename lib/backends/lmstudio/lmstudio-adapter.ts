import type { BackendAbility, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter, Conversing, Identity, Loading, Saying } from "../adapter.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { converseByStream } from "../openai/converse-by-stream.ts";
import { servedModels } from "../openai/served-models.ts";
import { converseNatively, isOneQuestion } from "./converse-natively.ts";
import { toCrash } from "./crashed-engine.ts";
import { followLmDownload } from "./follow-download.ts";
import { type LmModel, readLmModels } from "./lm-models.ts";
import { loadInLmStudio } from "./load-model.ts";
import { hasEnded, sayLoad } from "./load-state.ts";
import { unloadFromLmStudio } from "./unload-model.ts";

/** Its greeting needs no token; what its lists say, or that they want one, is the second sign. */
async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const quiet = () => undefined;
  const [greeting, told, rows] = await Promise.all([
    http.json("/lmstudio-greeting").catch(quiet),
    readLmModels(http).catch((error: unknown) => error),
    servedModels(http).catch(quiet),
  ]);
  const value = greeting?.value;
  const greets =
    typeof value === "object" && value !== null && "lmstudio" in value && value.lmstudio === true;
  const wantsToken = told instanceof ConsoleError && told.code === "backend-token";
  const speaks = told instanceof Object && "speaks" in told ? String(told.speaks) : "openai";
  const evidence = [
    ...(greets ? ["GET /lmstudio-greeting greets"] : []),
    ...(speaks === "openai" ? [] : [`GET /api/${speaks}/models lists models in its way`]),
    ...(greets && wantsToken ? ["GET /api/v1/models asks for a token"] : []),
    ...(rows?.some(({ owned_by }) => owned_by === "organization_owner")
      ? ["GET /v1/models names its owner as LM Studio does"]
      : []),
  ];
  return evidence.length < 2 ? undefined : { evidence };
}

async function abilities(http: BackendHttp): Promise<BackendAbility[]> {
  const { speaks } = await readLmModels(http);
  return speaks === "v1" ? ["load", "unload", "download", "chat"] : ["chat"];
}

/** Of a GPU's share it knows a ratio, and no number of layers; of a time to stay that it is one. */
async function load(http: BackendHttp, model: string, loading: Loading): Promise<void> {
  const { keepAliveSeconds, gpuLayers, onProgress, onStep } = loading;
  if (gpuLayers !== undefined)
    throw new ConsoleError("bad-input", "LM Studio cannot be told how many layers go to the GPU.", {
      hint: "Leave that out; it decides by itself.",
    });
  if (keepAliveSeconds === 0)
    throw new ConsoleError("bad-input", "LM Studio cannot be told to let go of a model at once.", {
      hint: "Say a time such as 10m, or leave it out, and the model stays until it is unloaded.",
    });
  const end = await loadInLmStudio(http, model, {
    ...loading,
    staysSeconds: keepAliveSeconds === -1 ? undefined : keepAliveSeconds,
    tell: (state) => {
      if (state.at === "loading" && state.share !== undefined) onProgress?.(state.share);
      // Why it came to nothing is told by the error.
      else if (!hasEnded(state) || state.at === "ready") onStep?.(sayLoad(state));
    },
  });
  if (end.at === "failed") throw new ConsoleError(end.code, end.message, { hint: end.hint });
  if (end.at !== "ready") {
    throw new ConsoleError("backend-timeout", sayLoad(end), {
      hint: "See what is in its memory before you ask again.",
    });
  }
}

/** Its own interface tells how far a model has been loaded, but is told no answers of before. */
async function* converse(http: BackendHttp, conversing: Conversing): AsyncGenerator<Saying> {
  const { speaks } = await readLmModels(http);
  const isNative = speaks === "v1" && isOneQuestion(conversing.messages);
  try {
    yield* isNative ? converseNatively(http, conversing) : converseByStream(http, conversing);
  } catch (error) {
    throw toCrash(error, conversing.model);
  }
}

const loadedOf = (models: LmModel[]): LoadedModel[] => models.flatMap(({ instances }) => instances);

export const lmStudioAdapter: BackendAdapter = {
  kind: "lmstudio",
  identify,
  health: async (http) => {
    await readLmModels(http);
    return { state: "healthy" };
  },
  version: async () => undefined,
  list: async (http) =>
    (await readLmModels(http)).models.map(({ variants: _, instances: __, ...model }) => model),
  loaded: async (http) => loadedOf((await readLmModels(http)).models),
  abilities,
  load,
  unload: unloadFromLmStudio,
  pull: followLmDownload,
  converse,
  endpoints: { native: "/api/v1", openai: "/v1", anthropic: "/" },
};
