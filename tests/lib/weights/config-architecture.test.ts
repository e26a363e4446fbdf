import { expect, test } from "vitest";
import { capabilitiesOf } from "#lib/weights/capabilities.ts";
import { findChatTemplate, findTemplateEscape } from "#lib/weights/chat-template.ts";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import type { JsonRecord } from "#lib/weights/json-record.ts";

const configsOf = (config: JsonRecord): Map<string, JsonRecord> => new Map([["config.json", config]]);

test("a language model's figures are found under every family's names", () => {
  const config = { n_layer: 12, n_head: 12, n_embd: 768, n_positions: 1024, vocab_size: 50257 };
  expect(architectureOfConfigs(configsOf(config))).toEqual({
    num_layers: 12,
    num_attention_heads: 12,
    num_kv_heads: 12,
    hidden_size: 768,
    head_dim: 64,
    max_position_embeddings: 1024,
    context_length: 1024,
    vocab_size: 50257,
  });
});

test("a model with an eye keeps its language figures and its vision figures apart", () => {
  const config = {
    architectures: ["Qwen2VLForConditionalGeneration"],
    text_config: {
      hidden_size: 3584,
      num_hidden_layers: 28,
      num_attention_heads: 28,
      num_key_value_heads: 4,
    },
    vision_config: { hidden_size: 1280, depth: 32, patch_size: 14 },
  };
  expect(architectureOfConfigs(configsOf(config))).toMatchObject({
    name: "Qwen2VLForConditionalGeneration",
    num_layers: 28,
    head_dim: 128,
    vision: { hidden_size: 1280, depth: 32, patch_size: 14 },
  });
});

test("figures that are no figures are unknown, not zero", () => {
  const config = { num_hidden_layers: "many", hidden_size: null, vocab_size: Number.NaN, head_dim: -1 };
  expect(architectureOfConfigs(configsOf(config))).toEqual({});
});

const none = { headers: [], template: { source: "none" as const }, files: [] };

test.each([
  [{ architectures: ["Qwen2VLForConditionalGeneration"] }, { vision: true, audio: false, embedding: false }],
  [{ architectures: ["LlamaForCausalLM"] }, { text: true, vision: false, audio: false, embedding: false }],
  [{ architectures: ["WhisperForConditionalGeneration"] }, { text: false, vision: false, audio: true }],
  [{ architectures: ["Qwen2AudioForConditionalGeneration"] }, { text: true, audio: true }],
  [{ architectures: ["XLMRobertaForSequenceClassification"] }, { text: false }],
  [{ architectures: ["XLMRobertaModel"] }, { text: false, embedding: true }],
  [{ architectures: ["BertModel"] }, { text: false, embedding: true }],
  [{ architectures: ["LlamaModel"] }, { text: undefined, embedding: false }],
  [{}, { text: undefined, vision: undefined, audio: undefined, embedding: undefined, tools: undefined }],
])("%j can do what it says and nothing is guessed", (config, expected) => {
  expect(capabilitiesOf({ ...none, configs: configsOf(config) })).toMatchObject(expected);
});

test("a template of its own comes before the tokenizer's, and `default` before the others", () => {
  const templates = [
    { name: "tool_use", template: "b" },
    { name: "default", template: "a" },
  ];
  const configs = new Map([["tokenizer_config.json", { chat_template: templates }]]);
  expect(findChatTemplate({ headers: [], configs, external: undefined })).toMatchObject({
    source: "embedded",
    text: "a",
  });
  const external = { path: "chat_template.jinja", text: "c" };
  expect(findChatTemplate({ headers: [], configs, external })).toMatchObject({
    source: "external",
    text: "c",
  });
});

test("a processor's template file comes before the tokenizer's", () => {
  const configs = new Map([
    ["tokenizer_config.json", { chat_template: "a" }],
    ["chat_template.json", { chat_template: "b" }],
  ]);
  expect(findChatTemplate({ headers: [], configs, external: undefined })).toMatchObject({
    source: "external",
    path: "chat_template.json",
    text: "b",
  });
});

test.each([
  "{{ ''.__class__.__mro__[1].__subclasses__() }}",
  "{{ x|attr('\\x5f') }}",
  "{{ cycler.next }}",
  "{{ lipsum.x }}",
  "{{ os.system('x') }}",
])("%s is an attempt to leave the sandbox", (text) => {
  expect(findTemplateEscape(text)).toBeDefined();
});

test.each([
  "{% set ns = namespace(found=false) %}{{ messages[0]['content'] | trim }}",
  "{{ raise_exception('Conversation roles must alternate user/assistant') }}",
  "{{ strftime_now('%d %b %Y') }}{{ tool | tojson(indent=4) }}",
])("%s is an ordinary template", (text) => {
  expect(findTemplateEscape(text)).toBeUndefined();
});
