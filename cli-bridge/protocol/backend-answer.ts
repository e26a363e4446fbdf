import { z } from "zod";

export const backendKind = z.enum(["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "openai"]);

/** How a server is, by its own last word; `checking` until it was asked for the first time. */
export const backendState = z.enum([
  "checking",
  "healthy",
  "starting",
  "unhealthy",
  "timeout",
  "offline",
  "error",
  "needs-token",
]);

/** What can be done with a server. A button exists only where its word is told. */
export const backendAbility = z.enum([
  "load",
  "unload",
  "show",
  "pull",
  "download",
  "delete",
  "copy",
  "create",
  "push",
  "chat",
  "metrics",
]);

/** A model in the memory of a server. */
export const loadedModel = z.strictObject({
  /** What the server calls this one in its memory; two of the same model differ here. */
  id: z.string(),
  model: z.string(),
  state: z.enum(["loading", "ready", "stopping", "sleeping"]),
  /** Memory in all and on GPUs, by the server's own word unless it is an estimate of ours. */
  bytes: z.number().nonnegative().optional(),
  gpuBytes: z.number().nonnegative().optional(),
  isEstimate: z.literal(true).optional(),
  contextLength: z.number().int().positive().optional(),
  /** `never` where it stays until somebody unloads it. */
  expiresAt: z.union([z.iso.datetime(), z.literal("never")]).optional(),
  /** From 0 to 1, while it is being loaded by a server that tells. */
  progress: z.number().min(0).max(1).optional(),
  parameterSize: z.string().optional(),
  quantization: z.string().optional(),
  /** What it is for, where the server says so of the model. */
  capabilities: z.array(z.string()).optional(),
});

/** A model that a server could serve. */
export const backendModel = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  bytes: z.number().nonnegative().optional(),
  digest: z.string().optional(),
  family: z.string().optional(),
  format: z.string().optional(),
  parameterSize: z.string().optional(),
  quantization: z.string().optional(),
  contextLength: z.number().int().positive().optional(),
  /** By the server's own word; absent means that nobody said. */
  capabilities: z.array(z.string()).optional(),
  modifiedAt: z.string().optional(),
  /** It runs elsewhere and takes no room here. */
  remote: z.strictObject({ host: z.string(), model: z.string().optional() }).optional(),
  isLoaded: z.boolean(),
});

/** A server that was told of, found or started, as it was seen last. */
export const backendAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: backendKind,
  url: z.string(),
  /** Who told of it. Only what was saved can be changed or removed. */
  from: z.enum(["saved", "environment", "found", "started"]),
  tags: z.array(z.string()),
  hasToken: z.boolean(),
  /** Whether it runs on this machine. */
  isLocal: z.boolean(),
  state: backendState,
  /** What is wrong and the next thing to do, in the server's own words where it said any. */
  problem: z.strictObject({ message: z.string(), hint: z.string().optional() }).optional(),
  version: z.string().optional(),
  latencyMs: z.number().nonnegative().optional(),
  /** The latest answers' times, the newest last. */
  latencies: z.array(z.number().nonnegative()).max(60),
  checkedAt: z.iso.datetime().optional(),
  /** Since when it is in this state. */
  since: z.iso.datetime().optional(),
  /** Whether it is asked at its usual pace, or rarely because it does not answer. */
  circuit: z.strictObject({
    state: z.enum(["closed", "open"]),
    failures: z.number().int().nonnegative(),
    nextTryAt: z.iso.datetime().optional(),
  }),
  /** How many models it could serve. */
  models: z.number().int().nonnegative().optional(),
  loaded: z.array(loadedModel),
  /** What it answers at this moment and what waits for its turn, by its own count where it keeps one. */
  requests: z
    .strictObject({
      running: z.number().nonnegative(),
      waiting: z.number().nonnegative(),
      /** All that it has written since it was started. */
      generatedTokens: z.number().nonnegative().optional(),
    })
    .optional(),
  /** The run of the console that owns its process. */
  managed: z.strictObject({ run: z.string(), pid: z.number().int().optional() }).optional(),
  capabilities: z.array(backendAbility),
  endpoints: z.strictObject({
    native: z.string().optional(),
    openai: z.string().optional(),
    anthropic: z.string().optional(),
  }),
});

export const backendsAnswer = z.strictObject({ backends: z.array(backendAnswer) });

/** What is told of a server when it is added or changed. */
export const backendRequest = z.strictObject({
  name: z.string().min(1).max(80),
  kind: backendKind,
  url: z.string().max(2048),
  token: z.string().max(4096).optional(),
  tags: z.array(z.string().min(1).max(40)).max(16).optional(),
});

export type BackendKind = z.infer<typeof backendKind>;
export type BackendState = z.infer<typeof backendState>;
export type BackendAbility = z.infer<typeof backendAbility>;
export type LoadedModel = z.infer<typeof loadedModel>;
export type BackendModel = z.infer<typeof backendModel>;
export type BackendsAnswer = z.infer<typeof backendsAnswer>;
export type BackendAnswer = z.infer<typeof backendAnswer>;
export type BackendRequest = z.infer<typeof backendRequest>;
