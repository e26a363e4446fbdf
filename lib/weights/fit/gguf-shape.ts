import type { FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import type { GgufLengths, GgufMetadata } from "../gguf-metadata.ts";
import { keepsNoContext, windowPatternOf } from "./known-families.ts";
import { groupLayers, type OneLayer, soundFigure, soundLayers } from "./layer-caches.ts";
import { isRecurrentLayer, stateBytesOf } from "./recurrent-state.ts";

/** Reads the keys below the header's own architecture; a list gives one number for each layer. */
export type ShapeKeys = {
  name: string;
  one: (key: string) => number | undefined;
  at: (key: string, layer: number) => number | undefined;
  has: (key: string) => boolean;
};

/** What a GGUF header says of the memory its model takes; nothing where it does not say how many layers there are. */
export function shapeOfGguf(metadata: GgufMetadata, lengths: GgufLengths = new Map()): FitShape | undefined {
  const keys = keysOf(metadata);
  const blocks = soundLayers(keys?.one("block_count"));
  if (keys === undefined || blocks === undefined) return undefined;
  // Layers that only predict further words at once are in the file and keep no context.
  const layers = Math.max(1, blocks - Math.floor(keys.one("nextn_predict_layers") ?? 0));
  const { name } = keys;
  const contextLength = keys.one("context_length");
  const hiddenSize = keys.one("embedding_length");
  const vocabSize = keys.one("vocab_size") ?? soundFigure(wordsOf(metadata, lengths));
  const isOther = keepsNoContext(name) || metadata.get(`${name}.attention.causal`) === false;
  const assumed: string[] = [];
  const kept = isOther ? [] : layersOf(keys, { layers, assumed });
  if (kept === undefined) return undefined;
  return {
    ...{ name, layers, caches: groupLayers(kept), stateBytes: stateBytesOf(keys, layers), assumed },
    ...(hiddenSize !== undefined && { hiddenSize }),
    ...(vocabSize !== undefined && { vocabSize }),
    ...(contextLength !== undefined && { contextLength }),
  };
}

function keysOf(metadata: GgufMetadata): ShapeKeys | undefined {
  const name = metadata.get("general.architecture");
  if (typeof name !== "string" || name === "" || name.length > 100) return undefined;
  const at = (key: string, layer: number): number | undefined => {
    const value = metadata.get(`${name}.${key}`);
    const own = Array.isArray(value) ? value[layer] : value;
    if (typeof own === "boolean") return own ? 1 : 0;
    return own === 0 ? 0 : typeof own === "number" ? soundFigure(own) : undefined;
  };
  const one = (key: string) => {
    const value = at(key, 0);
    return value === undefined || value === 0 ? undefined : value;
  };
  return { name, at, one, has: (key) => metadata.has(`${name}.${key}`) };
}

function wordsOf(metadata: GgufMetadata, lengths: GgufLengths): number | undefined {
  const tokens = metadata.get("tokenizer.ggml.tokens");
  return Array.isArray(tokens) ? tokens.length : lengths.get("tokenizer.ggml.tokens");
}

type Counting = { layers: number; assumed: string[] };

/** Each layer's own cache; nothing where the sizes of a head are unknown. */
function layersOf(keys: ShapeKeys, { layers, assumed }: Counting): OneLayer[] | undefined {
  const { at, one, name } = keys;
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const isWindow = windowsOf(keys, assumed);
  const hidden = one("embedding_length");
  const compressed = keys.has("attention.key_length_mla");
  const own = layers - (one("attention.shared_kv_layers") ?? 0);
  const kept = all.map((layer): OneLayer | "unknown" => {
    const heads = at("attention.head_count", layer) ?? 0;
    const kvHeads = at("attention.head_count_kv", layer) ?? heads;
    if (kvHeads === 0 || layer >= own || isRecurrentLayer(keys, layer)) return undefined;
    const even = hidden !== undefined && heads > 0 ? hidden / heads : undefined;
    const window = isWindow(layer) ? one("attention.sliding_window") : undefined;
    const swa = window === undefined ? "" : "_swa";
    const sizeOf = (key: string) =>
      at(`attention.${key}${swa}`, layer) ?? at(`attention.${key}`, layer) ?? even;
    const [key, value] = [sizeOf("key_length"), sizeOf("value_length")];
    if (key === undefined || value === undefined) return "unknown";
    return {
      ...{ keys: kvHeads * key, values: kvHeads * value },
      ...(window !== undefined && { window }),
      ...(compressed && { compressed }),
    };
  });
  if (kept.includes("unknown")) return undefined;
  if (compressed)
    assumed.push(`${name} compresses its cache; how much of it is kept differs between servers.`);
  return kept.map((layer) => (layer === "unknown" ? undefined : layer));
}

/** Which layers keep only a window. Where the header names a window and no pattern, all are counted whole. */
function windowsOf(keys: ShapeKeys, assumed: string[]): (layer: number) => boolean {
  const { one, at, has, name } = keys;
  const window = one("attention.sliding_window");
  if (window === undefined) return () => false;
  const told = "attention.sliding_window_pattern";
  const every = one(told);
  if (has(told) && (every === undefined || every === 1)) return (layer) => at(told, layer) === 1;
  const pattern = every ?? windowPatternOf(name);
  if (pattern === undefined) {
    assumed.push(
      `It names a sliding window of ${window} tokens, but not for which layers; all are counted whole.`,
    );
    return () => false;
  }
  return (layer) => layer % pattern < pattern - 1;
}
