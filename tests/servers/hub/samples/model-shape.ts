/** The figures of a decoder of the llama family. */
export type ModelShape = {
  hidden: number;
  inner: number;
  layers: number;
  heads: number;
  kvHeads: number;
  vocabulary: number;
  context: number;
};

export const small: ModelShape = {
  ...{ hidden: 2048, inner: 5632, layers: 22, heads: 32, kvHeads: 4 },
  ...{ vocabulary: 32_000, context: 8192 },
};
export const middle: ModelShape = {
  ...{ hidden: 4096, inner: 14_336, layers: 32, heads: 32, kvHeads: 8 },
  ...{ vocabulary: 128_256, context: 131_072 },
};
export const large: ModelShape = {
  ...{ hidden: 8192, inner: 28_672, layers: 80, heads: 64, kvHeads: 8 },
  ...{ vocabulary: 128_256, context: 131_072 },
};

export type Matrix = { part: string; layer?: number; inputs: number; outputs: number };

const projections: readonly [part: string, from: "hidden" | "inner" | "heads", to: string][] = [
  ["q", "hidden", "heads"],
  ["k", "hidden", "kv"],
  ["v", "hidden", "kv"],
  ["o", "heads", "hidden"],
  ["gate", "hidden", "inner"],
  ["up", "hidden", "inner"],
  ["down", "inner", "hidden"],
];

/** Every matrix that such a model has, in the order of its layers; `outputs` is 0 for a row of norms. */
export function matricesOf(shape: ModelShape): Matrix[] {
  const { hidden, inner, heads, kvHeads, layers, vocabulary } = shape;
  const width: Record<string, number> = { hidden, inner, heads: hidden, kv: (hidden / heads) * kvHeads };
  const all: Matrix[] = [{ part: "embedding", inputs: hidden, outputs: vocabulary }];
  for (let layer = 0; layer < layers; layer += 1) {
    for (const part of ["norm-before", "norm-after"]) all.push({ part, layer, inputs: hidden, outputs: 0 });
    for (const [part, from, to] of projections)
      all.push({ part, layer, inputs: width[from] ?? 0, outputs: width[to] ?? 0 });
  }
  all.push({ part: "norm", inputs: hidden, outputs: 0 });
  all.push({ part: "output", inputs: hidden, outputs: vocabulary });
  return all;
}

export function parametersOf(shape: ModelShape): number {
  return matricesOf(shape).reduce((sum, { inputs, outputs }) => sum + inputs * (outputs || 1), 0);
}

/** The `config.json` of the transformers library. */
export function configOf(shape: ModelShape, more: object = {}): string {
  const config = {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    hidden_size: shape.hidden,
    intermediate_size: shape.inner,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    vocab_size: shape.vocabulary,
    max_position_embeddings: shape.context,
    rms_norm_eps: 1e-5,
    rope_theta: 500_000,
    tie_word_embeddings: false,
    torch_dtype: "bfloat16",
    ...more,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
