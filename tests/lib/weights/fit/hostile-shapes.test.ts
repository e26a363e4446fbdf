import fc from "fast-check";
import { test } from "vitest";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import {
  type FitShape,
  fitEngines,
  fitEstimate,
  fitShape,
  kvTypes,
} from "#cli-bridge/protocol/memory-fit.ts";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import { shapeOfConfig } from "#lib/weights/fit/config-shape.ts";
import { estimateFit } from "#lib/weights/fit/estimate-fit.ts";
import { shapeOfGguf } from "#lib/weights/fit/gguf-shape.ts";
import type { GgufValue } from "#lib/weights/gguf-metadata.ts";

const machine: MachineNow = {
  at: "2026-11-21T08:00:00.000Z",
  memory: { totalBytes: 64e9, freeBytes: 32e9 },
  gpus: [{ name: "Card", totalBytes: 24e9, freeBytes: 20e9 }],
  ...{ unified: false, notes: [] },
};

/** Whatever a file may claim, the answer is one that a page can show. */
function holdToProtocol(shape: FitShape | undefined): void {
  if (shape !== undefined) fitShape.parse(shape);
  for (const engine of fitEngines)
    for (const kvType of kvTypes)
      fitEstimate.parse(
        estimateFit({ weightBytes: 5e9, shape, context: 10_000_000, kvType, engine }, machine),
      );
}

const odd = fc.oneof(
  fc.constantFrom(0, -1, 0.5, 2.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, 1e9, 10_000, 40),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.boolean(),
);
const odds = fc.oneof(
  { weight: 4, arbitrary: odd },
  { weight: 1, arbitrary: fc.array(odd, { maxLength: 50 }) },
);

const ggufKeys = [
  ...["block_count", "nextn_predict_layers", "context_length", "embedding_length", "vocab_size"],
  ...["attention.head_count", "attention.head_count_kv", "attention.key_length", "attention.value_length"],
  ...["attention.sliding_window", "attention.sliding_window_pattern", "attention.shared_kv_layers"],
  ...["attention.key_length_mla", "ssm.inner_size", "ssm.state_size", "ssm.conv_kernel", "ssm.group_count"],
  ...[
    "full_attention_interval",
    "feed_forward_length",
    "wkv.head_size",
    "shortconv.l_cache",
    "token_shift_count",
  ],
];
const families = fc.constantFrom(
  "llama",
  "gemma3",
  "deepseek2",
  "mamba2",
  "rwkv7",
  "nemotron_h",
  "falcon-h1",
  "lfm2",
);

test("a header may claim anything", () => {
  const headers = fc.tuple(families, fc.dictionary(fc.constantFrom(...ggufKeys), odds, { maxKeys: 20 }));
  fc.assert(
    fc.property(headers, ([name, keys]) => {
      const own = Object.entries(keys).map(([key, value]): [string, GgufValue] => [`${name}.${key}`, value]);
      holdToProtocol(shapeOfGguf(new Map<string, GgufValue>([["general.architecture", name], ...own])));
    }),
    { numRuns: 300 },
  );
});

const configKeys = [
  ...["num_hidden_layers", "num_attention_heads", "num_key_value_heads", "hidden_size", "head_dim"],
  ...["vocab_size", "max_position_embeddings", "sliding_window", "sliding_window_pattern", "layer_types"],
  ...["hybrid_override_pattern", "attn_layer_period", "attn_layer_offset", "full_attention_interval"],
  ...[
    "kv_lora_rank",
    "qk_rope_head_dim",
    "v_head_dim",
    "mamba_num_heads",
    "mamba_head_dim",
    "ssm_state_size",
  ],
];

test("a configuration may claim anything", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...configKeys), odds, { maxKeys: 20 }), (config) => {
      holdToProtocol(shapeOfConfig(config, architectureOfConfigs(new Map([["config.json", config]]))));
    }),
    { numRuns: 300 },
  );
});
