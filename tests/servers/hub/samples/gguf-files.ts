import { ggmlTypes } from "#lib/weights/ggml-types.ts";
import { GgufWriter, type MadeKey, type MadeTensor, makeGguf } from "../../../support/make-gguf.ts";
import type { HubFile } from "../hub-shapes.ts";
import { type Matrix, type ModelShape, matricesOf } from "./model-shape.ts";
import { withKnownHash } from "./with-known-hash.ts";

/** How llama.cpp mixes types: most matrices get `base`, the values and half of the down projections `better`. */
type Recipe = { fileType: number; base: number; better?: number; output?: number };

const [f32, f16, q2K, q3K, q4K, q5K, q6K, q8] = [0, 1, 10, 11, 12, 13, 14, 8];

export const recipes: Readonly<Record<string, Recipe>> = {
  Q2_K: { fileType: 10, base: q2K, better: q3K, output: q6K },
  Q3_K_S: { fileType: 11, base: q3K, output: q6K },
  Q3_K_M: { fileType: 12, base: q3K, better: q5K, output: q6K },
  IQ4_XS: { fileType: 30, base: 23, better: q5K, output: q6K },
  Q4_0: { fileType: 2, base: 2, output: q6K },
  Q4_K_S: { fileType: 14, base: q4K, output: q6K },
  Q4_K_M: { fileType: 15, base: q4K, better: q6K, output: q6K },
  Q5_K_S: { fileType: 16, base: q5K, output: q6K },
  Q5_K_M: { fileType: 17, base: q5K, better: q6K, output: q6K },
  Q6_K: { fileType: 18, base: q6K },
  Q8_0: { fileType: 7, base: q8 },
  F16: { fileType: 1, base: f16 },
};

const template =
  "{% for message in messages %}<|{{ message.role }}|>\n{{ message.content }}<|end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|assistant|>\n{% endif %}";

const parts: Readonly<Record<string, string>> = {
  ...{ embedding: "token_embd", norm: "output_norm", output: "output", "norm-before": "attn_norm" },
  ...{ "norm-after": "ffn_norm", q: "attn_q", k: "attn_k", v: "attn_v", o: "attn_output" },
  ...{ gate: "ffn_gate", up: "ffn_up", down: "ffn_down" },
};

type Model = { path: string; name: string; shape: ModelShape; quantization: string };

/** A model in one file: a true header, and bytes that only have the right length. */
export function ggufFile({ path, name, shape, quantization }: Model): HubFile {
  const recipe = recipes[quantization] ?? { fileType: 0, base: f32 };
  return toFile(path, metadataOf(name, shape, recipe), tensorsOf(shape, recipe));
}

/** The same in pieces, as `llama-gguf-split` leaves them. */
export function splitGgufFiles(model: Model, count: number): HubFile[] {
  const recipe = recipes[model.quantization] ?? { fileType: 0, base: f32 };
  const tensors = tensorsOf(model.shape, recipe);
  const each = Math.ceil(tensors.length / count);
  return Array.from({ length: count }, (_, at) => {
    const first = at === 0 ? metadataOf(model.name, model.shape, recipe) : [];
    const keys = [...first, short("split.no", at), short("split.count", count)];
    const number = (value: number) => String(value).padStart(5, "0");
    const path = model.path.replace(/\.gguf$/, `-${number(at + 1)}-of-${number(count)}.gguf`);
    return toFile(path, keys, tensors.slice(at * each, (at + 1) * each));
  });
}

function toFile(path: string, keys: MadeKey[], tensors: MadeTensor[]): HubFile {
  const head = makeGguf({ keys, tensors, headerOnly: true });
  const weights = tensors.reduce((end, { dims, type }) => aligned(end) + bytesOf(dims, type), 0);
  return withKnownHash({ path, head, bytes: aligned(head.length) + weights, xet: true });
}

function tensorsOf(shape: ModelShape, recipe: Recipe): MadeTensor[] {
  return matricesOf(shape).map((matrix) => {
    const { part, layer, inputs, outputs } = matrix;
    const name = `${layer === undefined ? "" : `blk.${layer}.`}${parts[part]}.weight`;
    const dims = outputs === 0 ? [inputs] : [inputs, outputs];
    return { name, dims, type: typeOf(matrix, recipe, shape.layers) };
  });
}

function typeOf({ part, layer = 0, outputs }: Matrix, recipe: Recipe, layers: number): number {
  if (outputs === 0) return f32;
  if (part === "output") return recipe.output ?? recipe.base;
  const matters = part === "v" || (part === "down" && (layer < layers / 8 || layer % 3 === 2));
  return matters ? (recipe.better ?? recipe.base) : recipe.base;
}

function metadataOf(name: string, shape: ModelShape, { fileType }: Recipe): MadeKey[] {
  const writer = new GgufWriter();
  const tokens = Array.from({ length: shape.vocabulary }, (_, at) => `▁t${at.toString(36)}`);
  return [
    writer.string("general.architecture", "llama"),
    writer.string("general.name", name),
    writer.string("general.license", "apache-2.0"),
    writer.number("general.file_type", fileType),
    writer.number("llama.block_count", shape.layers),
    writer.number("llama.context_length", shape.context),
    writer.number("llama.embedding_length", shape.hidden),
    writer.number("llama.feed_forward_length", shape.inner),
    writer.number("llama.attention.head_count", shape.heads),
    writer.number("llama.attention.head_count_kv", shape.kvHeads),
    writer.number("llama.vocab_size", shape.vocabulary),
    writer.float("llama.rope.freq_base", 500_000),
    writer.string("tokenizer.ggml.model", "gpt2"),
    writer.strings("tokenizer.ggml.tokens", tokens),
    writer.string("tokenizer.chat_template", template),
  ];
}

function short(key: string, value: number): MadeKey {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return [key, 2, buffer];
}

const aligned = (bytes: number) => Math.ceil(bytes / 32) * 32;

function bytesOf(dims: number[], type: number): number {
  const { block = 1, bytes = 4 } = ggmlTypes.get(type) ?? {};
  return (dims.reduce((product, length) => product * length, 1) / block) * bytes;
}
