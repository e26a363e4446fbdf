import { describe, expect, it } from "vitest";
import { shapeOfGguf } from "#lib/weights/fit/gguf-shape.ts";
import type { GgufMetadata, GgufValue } from "#lib/weights/gguf-metadata.ts";

function keysOf(name: string, keys: Record<string, GgufValue>): GgufMetadata {
  const own = Object.entries(keys).map(([key, value]): [string, GgufValue] => [`${name}.${key}`, value]);
  return new Map<string, GgufValue>([["general.architecture", name], ...own]);
}

const llama = {
  block_count: 32,
  context_length: 8192,
  embedding_length: 4096,
  "attention.head_count": 32,
  "attention.head_count_kv": 8,
  vocab_size: 128_256,
};

describe("the memory that a GGUF header speaks of", () => {
  it("is that of every layer alike in a plain model", () => {
    expect(shapeOfGguf(keysOf("llama", llama))).toEqual({
      ...{ name: "llama", layers: 32, stateBytes: 0, assumed: [] },
      ...{ contextLength: 8192, hiddenSize: 4096, vocabSize: 128_256 },
      caches: [{ layers: 32, keys: 1024, values: 1024 }],
    });
  });

  it("takes the sizes of a head where they are said, not the width by the heads", () => {
    const sized = { ...llama, "attention.key_length": 256, "attention.value_length": 128 };
    expect(shapeOfGguf(keysOf("qwen3", sized))?.caches).toEqual([{ layers: 32, keys: 2048, values: 1024 }]);
  });

  it("counts the words by the vocabulary that was stepped over", () => {
    const { vocab_size: _, ...keys } = llama;
    const lengths = new Map([["tokenizer.ggml.tokens", 151_936]]);
    expect(shapeOfGguf(keysOf("qwen2", keys), lengths)?.vocabSize).toBe(151_936);
  });

  it("tells whole layers from those that keep a window, by the family's own rule", () => {
    const gemma = { ...llama, block_count: 34, "attention.sliding_window": 1024 };
    expect(shapeOfGguf(keysOf("gemma3", gemma))?.caches).toEqual([
      { layers: 5, keys: 1024, values: 1024 },
      { layers: 29, keys: 1024, values: 1024, window: 1024 },
    ]);
  });

  it("tells them by a list in the header, with sizes of their own and layers that share", () => {
    const gemma4 = {
      ...llama,
      block_count: 6,
      "attention.sliding_window": 512,
      "attention.sliding_window_pattern": [true, true, false, true, true, false],
      "attention.head_count_kv": [8, 8, 2, 8, 8, 2],
      "attention.key_length": 512,
      "attention.value_length": 512,
      "attention.key_length_swa": 256,
      "attention.value_length_swa": 256,
      "attention.shared_kv_layers": 1,
    };
    expect(shapeOfGguf(keysOf("gemma4", gemma4))?.caches).toEqual([
      { layers: 1, keys: 1024, values: 1024 },
      { layers: 4, keys: 2048, values: 2048, window: 512 },
    ]);
  });

  it("counts a window without a pattern whole, and says so", () => {
    const shape = shapeOfGguf(keysOf("phi3", { ...llama, "attention.sliding_window": 2047 }));
    expect(shape?.caches).toEqual([{ layers: 32, keys: 1024, values: 1024 }]);
    expect(shape?.assumed).toEqual([expect.stringContaining("2047 tokens")]);
  });

  it("knows a compressed cache, and leaves out layers that only predict further words", () => {
    const deepseek = {
      ...llama,
      block_count: 62,
      nextn_predict_layers: 1,
      "attention.head_count_kv": 1,
      "attention.kv_lora_rank": 512,
      "attention.key_length": 576,
      "attention.value_length": 512,
      "attention.key_length_mla": 192,
    };
    expect(shapeOfGguf(keysOf("deepseek2", deepseek))?.caches).toEqual([
      { layers: 61, keys: 576, values: 512, compressed: true },
    ]);
  });

  it("knows layers that keep a state instead of the context", () => {
    const hybrid = {
      ...llama,
      block_count: 4,
      "attention.head_count_kv": [0, 8, 0, 0],
      "ssm.inner_size": 8192,
      "ssm.state_size": 128,
      "ssm.conv_kernel": 4,
      "ssm.group_count": 1,
    };
    const shape = shapeOfGguf(keysOf("granitehybrid", hybrid));
    expect(shape?.caches).toEqual([{ layers: 1, keys: 1024, values: 1024 }]);
    expect(shape?.stateBytes).toBe(3 * 4 * (3 * (8192 + 256) + 128 * 8192));
    const every = shapeOfGguf(keysOf("qwen3next", { ...hybrid, "attention.head_count_kv": 8 }));
    expect(every?.caches).toEqual([{ layers: 1, keys: 1024, values: 1024 }]);
  });

  it.each([
    ["mamba", { block_count: 2, embedding_length: 8, "ssm.inner_size": 16, "ssm.state_size": 4 }],
    ["rwkv7", { block_count: 2, embedding_length: 8, "wkv.head_size": 64 }],
  ])("is a state and nothing else in %s", (name, keys) => {
    const shape = shapeOfGguf(keysOf(name, keys));
    expect(shape?.caches).toEqual([]);
    expect(shape?.stateBytes).toBeGreaterThan(0);
  });

  it("keeps no context in a model that embeds", () => {
    expect(shapeOfGguf(keysOf("nomic-bert", llama))?.caches).toEqual([]);
  });

  it.each([
    ["no architecture", new Map<string, GgufValue>([["llama.block_count", 32]])],
    ["no layers", keysOf("llama", {})],
    ["a million layers", keysOf("llama", { ...llama, block_count: 1e6 })],
    ["no size of a head", keysOf("llama", { block_count: 2, "attention.head_count": 4 })],
  ])("is unknown with %s", (_, metadata) => {
    expect(shapeOfGguf(metadata)).toBeUndefined();
  });
});
