import type { Configs } from "./config-quantization.ts";
import type { Architecture } from "./detected-model.ts";
import { findNumber, findText, type JsonRecord, toRecord } from "./json-record.ts";

type Figure = Exclude<keyof Architecture, "rope_scaling" | "vision" | "name" | "field_sources" | "sources">;

/** The names that model families use for one figure, the usual one first. */
const aliases: readonly [Figure, readonly string[]][] = [
  ["num_layers", ["num_hidden_layers", "n_layer", "n_layers", "num_layers"]],
  ["num_attention_heads", ["num_attention_heads", "n_head", "n_heads", "num_heads"]],
  ["num_kv_heads", ["num_key_value_heads", "num_kv_heads", "n_kv_heads", "multi_query_group_num"]],
  ["hidden_size", ["hidden_size", "n_embd", "d_model", "dim"]],
  ["intermediate_size", ["intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size"]],
  [
    "max_position_embeddings",
    ["max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "n_ctx"],
  ],
  ["head_dim", ["head_dim", "kv_channels"]],
  ["rope_theta", ["rope_theta", "rotary_emb_base"]],
  ["vocab_size", ["vocab_size", "padded_vocab_size"]],
];

const visionKeys = ["hidden_size", "image_size", "patch_size", "num_hidden_layers", "depth", "embed_dim"];
const nested = ["text_config", "llm_config", "language_config", "thinker_config"];

/** The registry's architecture table from config.json and generation_config.json. */
export function architectureOfConfigs(configs: Configs): Architecture {
  const config = configs.get("config.json");
  if (config === undefined) return {};
  const text = languageConfigOf(config);
  const architecture: Architecture = {};
  for (const [figure, keys] of aliases) {
    const value = findNumber(text, ...keys) ?? findNumber(config, ...keys);
    if (value !== undefined) architecture[figure] = value;
  }
  const heads = architecture.num_attention_heads;
  if (heads !== undefined) architecture.num_kv_heads ??= heads;
  if (heads !== undefined && architecture.hidden_size !== undefined) {
    architecture.head_dim ??= Math.floor(architecture.hidden_size / heads);
  }
  const rope = toRecord(text.rope_parameters) ?? toRecord(text.rope_scaling);
  const theta = findNumber(rope, "rope_theta");
  if (theta !== undefined) architecture.rope_theta ??= theta;
  if (rope !== undefined) architecture.rope_scaling = { ...rope };
  if (architecture.max_position_embeddings !== undefined) {
    architecture.context_length = architecture.max_position_embeddings;
  }
  const vision = visionOf(config);
  if (vision !== undefined) architecture.vision = vision;
  const name = architectureNamesOf(config)[0] ?? findText(config, "model_type");
  if (name !== undefined) architecture.name = name;
  const generated = findNumber(configs.get("generation_config.json"), "max_new_tokens");
  if (generated !== undefined) architecture.max_generation_tokens = generated;
  return architecture;
}

/** Models with several parts keep the language part in a table of its own. */
export function languageConfigOf(config: JsonRecord): JsonRecord {
  for (const key of nested) {
    const inner = toRecord(config[key]);
    if (inner !== undefined) return toRecord(inner.text_config) ?? inner;
  }
  return config;
}

export function architectureNamesOf(config: JsonRecord | undefined): string[] {
  const names = config?.architectures;
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

function visionOf(config: JsonRecord): Record<string, number> | undefined {
  const vision = toRecord(config.vision_config);
  if (vision === undefined) return undefined;
  const found: Record<string, number> = {};
  for (const key of visionKeys) {
    const value = findNumber(vision, key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}
