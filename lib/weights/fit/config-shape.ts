import type { FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { languageConfigOf } from "../config-architecture.ts";
import type { Architecture } from "../detected-model.ts";
import { findNumber, findText, type JsonRecord } from "../json-record.ts";
import { groupLayers, type OneLayer, soundFigure, soundLayers } from "./layer-caches.ts";

const encoders = /(?:Bert|Roberta|MPNet|Siglip|CLIP|Deberta|Electra|ViT|Dino)\w*(?:Model|For\w+)$/i;

/** What config.json says of the memory its model takes. The figures every family has are in the architecture already. */
export function shapeOfConfig(config: JsonRecord, architecture: Architecture): FitShape | undefined {
  const { name } = architecture;
  const layers = soundLayers(architecture.num_layers);
  if (layers === undefined) return undefined;
  const hiddenSize = soundFigure(architecture.hidden_size);
  const vocabSize = soundFigure(architecture.vocab_size);
  const contextLength = soundFigure(architecture.context_length);
  const text = languageConfigOf(config);
  const assumed: string[] = [];
  const isEncoder = name !== undefined && encoders.test(name);
  const one = isEncoder ? undefined : attentionOf(text, architecture);
  if (one === undefined && !isEncoder) return undefined;
  const kinds = kindsOf(text, layers);
  const window = figureOf(text, "sliding_window", "attention_chunk_size");
  const caches = groupLayers(kinds.map((kind) => cacheOf(kind, one, window)));
  const stateBytes = kinds.filter((kind) => kind === "recurrent").length * stateOf(text);
  if (stateBytes > 0) assumed.push("The state of its recurrent layers is reckoned from usual sizes.");
  if (one?.compressed)
    assumed.push("It compresses its cache; how much of it is kept differs between servers.");
  return {
    ...{ layers, caches, stateBytes, assumed },
    ...(name !== undefined && { name }),
    ...(hiddenSize !== undefined && { hiddenSize }),
    ...(vocabSize !== undefined && { vocabSize }),
    ...(contextLength !== undefined && { contextLength }),
  };
}

const figureOf = (text: JsonRecord, ...keys: string[]) => soundFigure(findNumber(text, ...keys));

type Kind = "full" | "window" | "recurrent" | "other";

function cacheOf(kind: Kind, one: OneLayer, window: number | undefined): OneLayer {
  if (kind === "full") return one;
  if (kind !== "window" || one === undefined) return undefined;
  return window === undefined ? one : { ...one, window };
}

/** DeepSeek and its kin keep one compressed vector for all heads, and the rotated part of the key. */
function attentionOf(text: JsonRecord, { num_kv_heads, head_dim }: Architecture): OneLayer {
  const rank = figureOf(text, "kv_lora_rank");
  if (rank !== undefined)
    return { keys: rank + (figureOf(text, "qk_rope_head_dim") ?? 64), values: rank, compressed: true };
  const [heads, size] = [soundFigure(num_kv_heads), soundFigure(head_dim)];
  if (heads === undefined || size === undefined) return undefined;
  return { keys: heads * size, values: heads * (figureOf(text, "v_head_dim") ?? size) };
}

/** What each layer does: by a list of words, by a string of letters, or every so many. */
function kindsOf(text: JsonRecord, layers: number): Kind[] {
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const named = [text.layer_types, text.layers_block_type].find(Array.isArray);
  if (named !== undefined) return all.map((layer) => kindOf(String(named[layer] ?? "")));
  const letters = findText(text, "hybrid_override_pattern");
  if (letters !== undefined) {
    const kinds: Record<string, Kind> = { "*": "full", M: "recurrent" };
    return all.map((layer) => kinds[letters[layer] ?? ""] ?? "other");
  }
  const period = figureOf(text, "attn_layer_period");
  if (period !== undefined) {
    const offset = figureOf(text, "attn_layer_offset") ?? 0;
    return all.map((layer) => (layer % period === offset ? "full" : "recurrent"));
  }
  const every = figureOf(text, "full_attention_interval");
  if (every !== undefined) return all.map((layer) => (layer % every === every - 1 ? "full" : "recurrent"));
  const pattern = figureOf(text, "sliding_window_pattern");
  if (pattern !== undefined) return all.map((layer) => (layer % pattern < pattern - 1 ? "window" : "full"));
  return all.map(() => "full");
}

function kindOf(word: string): Kind {
  if (/sliding|chunked|local/.test(word)) return "window";
  if (/linear|mamba|recurrent|conv|rwkv/.test(word)) return "recurrent";
  return /attention|full|global|hybrid/.test(word) ? "full" : "other";
}

/** Numbers of 4 bytes: heads × size × state for what mixes, by whichever names the family has. */
function stateOf(text: JsonRecord): number {
  const heads = figureOf(text, "mamba_num_heads", "mamba_n_heads", "linear_num_value_heads");
  const size = figureOf(text, "mamba_head_dim", "mamba_d_head", "linear_value_head_dim");
  const inner =
    heads !== undefined && size !== undefined
      ? heads * size
      : (figureOf(text, "hidden_size") ?? 0) * (figureOf(text, "mamba_expand", "expand") ?? 2);
  const state = figureOf(text, "ssm_state_size", "mamba_d_state", "linear_key_head_dim", "state_size") ?? 16;
  return inner * state * 4;
}
