import { z } from "zod";

/** How the keys and values of a context are kept. */
export const kvTypes = ["f16", "q8_0", "q4_0"] as const;
export const fitEngines = ["llama.cpp", "ollama", "vllm", "lmdeploy", "onnxruntime"] as const;
const fitClasses = ["fits-gpu", "fits-tight", "partial-gpu", "fits-ram", "too-big"] as const;

/** Layers that keep the same: how many numbers a token leaves behind in each, and for how many tokens. */
const layerCache = z.strictObject({
  layers: z.number().int().positive(),
  keys: z.number().nonnegative(),
  values: z.number().nonnegative(),
  /** Only the last so many tokens are kept. */
  window: z.number().positive().optional(),
  /** Keys and values in one, from which servers that know how need not keep the values (MLA). */
  compressed: z.boolean().optional(),
});

/** What of an architecture decides how much memory it takes. */
export const fitShape = z.strictObject({
  name: z.string().optional(),
  layers: z.number().int().positive(),
  caches: z.array(layerCache),
  /** What recurrent layers keep, however long the context is. */
  stateBytes: z.number().nonnegative(),
  hiddenSize: z.number().positive().optional(),
  vocabSize: z.number().positive().optional(),
  /** The longest context it was made for. */
  contextLength: z.number().positive().optional(),
  /** What had to be assumed. */
  assumed: z.array(z.string()),
});

const fitRow = z.strictObject({ what: z.string(), bytes: z.number().nonnegative(), how: z.string() });

export const fitEstimate = z.strictObject({
  class: z.enum(fitClasses),
  /** The memory that is meant: "RAM", "GPU memory" or "unified memory". */
  pool: z.enum(["gpu", "ram", "unified"]),
  neededBytes: z.number().nonnegative(),
  availableBytes: z.number().nonnegative(),
  rows: z.array(fitRow),
  /** How far the figures can be trusted: all known, some assumed, or the weights alone. */
  confidence: z.enum(["high", "medium", "low"]),
  says: z.string(),
  notes: z.array(z.string()),
  /** The server that the figures are for. */
  engine: z.enum(fitEngines),
  gpusUsed: z.number().int().nonnegative(),
  layersOnGpu: z.number().int().nonnegative().optional(),
});

export type KvType = (typeof kvTypes)[number];
export type FitEngine = (typeof fitEngines)[number];
export type FitClass = (typeof fitClasses)[number];
export type LayerCache = z.infer<typeof layerCache>;
export type FitShape = z.infer<typeof fitShape>;
export type FitRow = z.infer<typeof fitRow>;
export type FitEstimate = z.infer<typeof fitEstimate>;
