import type {
  BackendAbility,
  BackendKind,
  BackendModel,
  LoadedModel,
} from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendHttp } from "./http/backend-http.ts";

/** What a server said of itself, so that nobody is taken for somebody else on one sign alone. */
export type Identity = { version?: string | undefined; evidence: string[] };

/** A server that answers. One that does not throws a `ConsoleError`, and `toBackendState` reads it. */
export type Health = {
  state: "healthy" | "starting" | "unhealthy";
  message?: string | undefined;
};

export type Loading = {
  contextLength?: number | undefined;
  /** Seconds; -1 for as long as it runs. */
  keepAliveSeconds?: number | undefined;
  gpuLayers?: number | undefined;
  /** Further options by the server's own names. */
  options?: Record<string, unknown> | undefined;
  signal?: AbortSignal | undefined;
  /** From 0 to 1, where the server tells. */
  onProgress?: ((share: number) => void) | undefined;
  /** What else is in its memory goes first. */
  replaces?: boolean | undefined;
  limitMs?: number | undefined;
  /** Hears each step in words, where the server's way of loading has several. */
  onStep?: ((says: string) => void) | undefined;
};

export type Pulling = {
  signal?: AbortSignal | undefined;
  onProgress: (progress: PullProgress) => void;
  /** Also from a registry without a certificate, where the server knows of registries. */
  insecure?: boolean | undefined;
  /** Which of a repository's, where the server fetches by repositories. */
  quantization?: string | undefined;
};
export type PullProgress = {
  status: string;
  /** The layers that have been announced so far, in order. */
  layers: { digest: string; done: number; total: number }[];
};

export type ChatTest = {
  model: string;
  prompt: string;
  tokensMax: number;
  signal?: AbortSignal | undefined;
};
export type ChatResult = AnswerFigures & { text: string };

export type AnswerFigures = {
  firstTokenMs?: number | undefined;
  /** From its first thought until it spoke or ended; absent where no thought was shown. */
  thoughtMs?: number | undefined;
  totalMs: number;
  tokens?: number | undefined;
  tokensPerSecond?: number | undefined;
};

/** What was said so far; a `system` tells the model its part, before everything else. */
export type Turn = { role: "system" | "user" | "assistant"; content: string };

export type Conversing = {
  model: string;
  messages: readonly Turn[];
  /** As many as the server's own rule allows, where it is left out. */
  tokensMax?: number | undefined;
  signal?: AbortSignal | undefined;
};

/** What is heard of an answer, as it comes. */
export type Saying =
  | { kind: "words" | "thought"; text: string }
  /** The model comes into memory first; from 0 to 1, where the server tells how far it is. */
  | { kind: "loading"; share: number | undefined }
  /** By the server's own count, where it keeps one; cut off where no more tokens were allowed. */
  | { kind: "end"; isCut: boolean; tokens?: number | undefined; tokensPerSecond?: number | undefined };

/** What a server counts. A count grows until the server starts anew; a rate is the difference of two. */
export type ServerMetrics = {
  running?: number | undefined;
  waiting?: number | undefined;
  /** How much of the room for conversations is in use, from 0 to 1. */
  cacheUse?: number | undefined;
  promptTokens?: number | undefined;
  generatedTokens?: number | undefined;
};

/** One kind of server behind one interface. What it cannot do is absent, and so is its button. */
export type BackendAdapter = {
  kind: BackendKind;
  /** Undefined where somebody else answers. */
  identify: (http: BackendHttp) => Promise<Identity | undefined>;
  health: (http: BackendHttp) => Promise<Health>;
  version: (http: BackendHttp) => Promise<string | undefined>;
  list: (http: BackendHttp) => Promise<BackendModel[]>;
  loaded: (http: BackendHttp) => Promise<LoadedModel[]>;
  /** What this very server can do; some depends on how it was started. */
  abilities: (http: BackendHttp) => Promise<BackendAbility[]>;
  /** Comes back when the server says that the model is in memory. */
  load?: (http: BackendHttp, model: string, loading: Loading) => Promise<void>;
  /** Asks for it only; whether it has gone is seen in `loaded`. */
  unload?: (http: BackendHttp, loadedId: string, signal?: AbortSignal) => Promise<void>;
  pull?: (http: BackendHttp, model: string, pulling: Pulling) => Promise<void>;
  remove?: (http: BackendHttp, model: string) => Promise<void>;
  /** All that it knows of a model, in its own words. */
  show?: (http: BackendHttp, model: string) => Promise<object>;
  /** Answers as it goes. It ends with an `end` or an error; whoever stops listening ends it, and the server sees that. */
  converse: (http: BackendHttp, conversing: Conversing) => AsyncGenerator<Saying>;
  /** How busy it is, by its own counters; undefined where it keeps none. */
  metrics?: (http: BackendHttp) => Promise<ServerMetrics | undefined>;
  /** Where others reach it: paths below its address. */
  endpoints: { native?: string; openai?: string; anthropic?: string };
};
