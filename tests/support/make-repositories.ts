import type { HubRepo } from "#tests/servers/hub/start-test-hub.ts";
import { GgufWriter, type MadeKey, makeGguf } from "./make-gguf.ts";
import { makeSafetensors } from "./make-safetensors.ts";

const writer = new GgufWriter();

/** A header with the vocabulary of Qwen: its tokens and merges alone are some megabytes. */
export function makeVocabularyHeader(words = 151_936): Buffer {
  const keys: MadeKey[] = [
    writer.string("general.architecture", "llama"),
    writer.number("llama.block_count", 32),
    writer.number("llama.context_length", 131_072),
    writer.number("llama.embedding_length", 4096),
    writer.number("llama.attention.head_count", 32),
    writer.number("llama.attention.head_count_kv", 8),
    writer.string("tokenizer.ggml.model", "gpt2"),
    writer.strings(
      "tokenizer.ggml.tokens",
      Array.from({ length: words }, (_, index) => `token number ${index}`),
    ),
    writer.strings(
      "tokenizer.ggml.merges",
      Array.from({ length: words }, (_, index) => `merge ${index} of`),
    ),
    writer.number("general.file_type", 15),
  ];
  return makeGguf({ keys, headerOnly: true });
}

/** The many choices of one model that quantisers offer, each a thousandth of its size. */
export function ggufRepo(head = makeVocabularyHeader(2000)): HubRepo {
  const weights = (path: string, megabytes: number) => ({ path, head, bytes: Math.round(megabytes * 1e6) });
  return {
    name: "maker/Tiny-8B-GGUF",
    license: "apache-2.0",
    library: "gguf",
    pipelineTag: "text-generation",
    gguf: {
      total: 8_030_000,
      architecture: "llama",
      context_length: 131_072,
      chat_template: "{{ messages }}",
    },
    card: { base_model: "maker/Tiny-8B" },
    files: [
      { path: "README.md", content: "# Tiny" },
      { path: "config.json", content: "{}" },
      { path: "imatrix.dat", content: "x" },
      weights("Tiny-8B-IQ2_XXS.gguf", 2.4),
      weights("Tiny-8B-Q4_K_M.gguf", 4.92),
      weights("Tiny-8B-Q6_K.gguf", 6.6),
      weights("Tiny-8B-Q8_0-00001-of-00002.gguf", 5),
      weights("Tiny-8B-Q8_0-00002-of-00002.gguf", 3.5),
      weights("BF16/Tiny-8B-BF16-00001-of-00003.gguf", 6),
      weights("BF16/Tiny-8B-BF16-00003-of-00003.gguf", 6),
      weights("mmproj-Tiny-F16.gguf", 0.8),
    ],
  };
}

const settings = {
  architectures: ["LlamaForCausalLM"],
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  hidden_size: 4096,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
  torch_dtype: "bfloat16",
};

export const shard = (path: string) => ({ path, content: makeSafetensors([["a.weight", "BF16", [64, 64]]]) });

/** A model as its makers publish it: shards with their table, configuration and tokenizer. */
export function safetensorsRepo(more: Partial<HubRepo> = {}): HubRepo {
  const [one, two] = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
  const index = { metadata: { total_size: 16_384 }, weight_map: { "a.weight": one, "b.weight": two } };
  return {
    name: "maker/Tiny-8B",
    license: "llama3.1",
    pipelineTag: "text-generation",
    library: "transformers",
    safetensors: { parameters: { BF16: 8_030_000_000 }, total: 8_030_000_000 },
    files: [
      { path: "config.json", content: JSON.stringify(settings) },
      { path: "generation_config.json", content: "{}" },
      { path: "tokenizer.json", content: "{}" },
      {
        path: "tokenizer_config.json",
        content: JSON.stringify({ chat_template: "{% for m in messages %}{{ m }}{% endfor %}" }),
      },
      { path: "model.safetensors.index.json", content: JSON.stringify(index) },
      shard(one ?? ""),
      shard(two ?? ""),
    ],
    ...more,
  };
}
