import type { Architecture } from "./detected-model.ts";
import type { GgufHeader } from "./gguf-header.ts";

/** The registry's architecture table from the keys that begin with the header's own architecture. */
export function architectureOfGguf({ metadata, lengths }: GgufHeader): Architecture {
  const name = metadata.get("general.architecture");
  if (typeof name !== "string") return {};
  const number = (key: string): number | undefined => {
    const value = metadata.get(`${name}.${key}`);
    // Some families give one number for each layer; the largest is the one that memory is planned by.
    const values = (Array.isArray(value) ? value : [value]).filter(
      (each) => typeof each === "number" && each > 0,
    );
    return values.length === 0 ? undefined : Math.max(...values);
  };
  const context = number("context_length");
  const heads = number("attention.head_count");
  const hidden = number("embedding_length");
  const even = heads === undefined || hidden === undefined ? undefined : Math.floor(hidden / heads);
  const tokens = metadata.get("tokenizer.ggml.tokens");
  const figures = {
    num_layers: number("block_count"),
    num_attention_heads: heads,
    num_kv_heads: number("attention.head_count_kv") ?? heads,
    hidden_size: hidden,
    intermediate_size: number("feed_forward_length"),
    max_position_embeddings: context,
    context_length: context,
    head_dim: number("attention.key_length") ?? even,
    rope_theta: number("rope.freq_base"),
    vocab_size:
      number("vocab_size") ??
      lengths.get("tokenizer.ggml.tokens") ??
      (Array.isArray(tokens) ? tokens.length : undefined),
  };
  const architecture: Architecture = { name };
  for (const [figure, value] of Object.entries(figures)) {
    if (value !== undefined) Object.assign(architecture, { [figure]: value });
  }
  const scaling = scalingOf(metadata, name);
  return scaling === undefined ? architecture : { ...architecture, rope_scaling: scaling };
}

function scalingOf(metadata: GgufHeader["metadata"], name: string): Record<string, unknown> | undefined {
  const prefix = `${name}.rope.scaling.`;
  const found = [...metadata].filter(([key]) => key.startsWith(prefix));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
}
