import { describe, expect, it } from "vitest";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import { shapeOfConfig } from "#lib/weights/fit/config-shape.ts";

const shapeOf = (config: Record<string, unknown>) =>
  shapeOfConfig(config, architectureOfConfigs(new Map([["config.json", config]])));

const plain = {
  architectures: ["LlamaForCausalLM"],
  num_hidden_layers: 8,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  hidden_size: 4096,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
};
const whole = { keys: 1024, values: 1024 };

describe("the memory that config.json speaks of", () => {
  it("is that of every layer alike in a plain model", () => {
    expect(shapeOf(plain)).toEqual({
      ...{ name: "LlamaForCausalLM", layers: 8, stateBytes: 0, assumed: [] },
      ...{ hiddenSize: 4096, vocabSize: 128_256, contextLength: 131_072 },
      caches: [{ layers: 8, ...whole }],
    });
  });

  it.each([
    ["a window that no layer uses", { sliding_window: 4096, use_sliding_window: false }, [[8]]],
    ["every fourth layer whole", { sliding_window: 512, sliding_window_pattern: 4 }, [[2], [6, 512]]],
    [
      "a list of what each layer is",
      {
        sliding_window: 128,
        layer_types: [..."swswswsw"].map((one) => (one === "w" ? "full_attention" : "sliding_attention")),
      },
      [[4], [4, 128]],
    ],
    ["letters for each layer", { hybrid_override_pattern: "M-M*M-M*" }, [[2]]],
    ["a period with an offset", { attn_layer_period: 4, attn_layer_offset: 1 }, [[2]]],
    ["attention now and then", { full_attention_interval: 4 }, [[2]]],
  ])("follows %s", (_, said, expected) => {
    const caches = expected.map(([layers, window]) => ({ layers, ...whole, ...(window && { window }) }));
    expect(shapeOf({ ...plain, ...said })?.caches).toEqual(caches);
  });

  it("reckons a state for layers that are recurrent, and says that it does", () => {
    const shape = shapeOf({
      ...plain,
      full_attention_interval: 4,
      linear_num_value_heads: 32,
      linear_value_head_dim: 128,
      linear_key_head_dim: 128,
    });
    expect(shape?.stateBytes).toBe(6 * 32 * 128 * 128 * 4);
    expect(shape?.assumed).toHaveLength(1);
  });

  it("knows a compressed cache", () => {
    const shape = shapeOf({ ...plain, kv_lora_rank: 512, qk_rope_head_dim: 64 });
    expect(shape?.caches).toEqual([{ layers: 8, keys: 576, values: 512, compressed: true }]);
  });

  it("reads the language part of a model that sees", () => {
    const { architectures, ...text } = plain;
    const config = {
      architectures: ["Gemma3ForConditionalGeneration"],
      text_config: { ...text, sliding_window: 1024, sliding_window_pattern: 8 },
    };
    expect(shapeOf(config)?.caches).toEqual([
      { layers: 1, ...whole },
      { layers: 7, ...whole, window: 1024 },
    ]);
  });

  it("keeps no context in an encoder", () => {
    expect(shapeOf({ ...plain, architectures: ["BertForMaskedLM"] })?.caches).toEqual([]);
  });

  it("is unknown without layers or heads", () => {
    expect(shapeOf({ architectures: ["FluxTransformer"] })).toBeUndefined();
    expect(shapeOf({ num_hidden_layers: 8 })).toBeUndefined();
  });
});
