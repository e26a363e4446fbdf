import type { HubFile } from "../hub-shapes.ts";
import { type Matrix, type ModelShape, matricesOf } from "./model-shape.ts";
import { withKnownHash } from "./with-known-hash.ts";

type Tensor = { name: string; dtype: string; shape: number[] };

const bytesOfType: Readonly<Record<string, number>> = { BF16: 2, F16: 2, I32: 4, F32: 4 };
const parts: Readonly<Record<string, string>> = {
  ...{ embedding: "model.embed_tokens", norm: "model.norm", output: "lm_head" },
  ...{ "norm-before": "input_layernorm", "norm-after": "post_attention_layernorm" },
  ...{ q: "self_attn.q_proj", k: "self_attn.k_proj", v: "self_attn.v_proj", o: "self_attn.o_proj" },
  ...{ gate: "mlp.gate_proj", up: "mlp.up_proj", down: "mlp.down_proj" },
};

type How = "plain" | "awq" | "gptq";

/** The weights of a model in so many files, and the index over them where there are several. */
export function safetensorsFiles(shape: ModelShape, how: How = "plain", count = 1): HubFile[] {
  const tensors = matricesOf(shape).flatMap((matrix) => tensorsOf(matrix, how));
  if (count === 1) return [toFile("model.safetensors", tensors)];
  const each = Math.ceil(tensors.length / count);
  const map: Record<string, string> = {};
  const number = (value: number) => String(value).padStart(5, "0");
  const files = Array.from({ length: count }, (_, at) => {
    const path = `model-${number(at + 1)}-of-${number(count)}.safetensors`;
    const own = tensors.slice(at * each, (at + 1) * each);
    for (const { name } of own) map[name] = path;
    return toFile(path, own);
  });
  const total = tensors.reduce((sum, tensor) => sum + bytesOf(tensor), 0);
  const index = JSON.stringify({ metadata: { total_size: total }, weight_map: map }, null, 2);
  return [...files, { path: "model.safetensors.index.json", content: `${index}\n` }];
}

function tensorsOf({ part, layer, inputs, outputs }: Matrix, how: How): Tensor[] {
  const name = `${layer === undefined ? "" : `model.layers.${layer}.`}${parts[part]}`;
  if (outputs === 0) return [{ name: `${name}.weight`, dtype: "BF16", shape: [inputs] }];
  // Quantised by either way are only the matrices of the layers.
  if (how === "plain" || layer === undefined)
    return [{ name: `${name}.weight`, dtype: "BF16", shape: [outputs, inputs] }];
  const groups = inputs / 128;
  const packed = how === "awq" ? [inputs, outputs / 8] : [inputs / 8, outputs];
  const order = how === "awq" ? [] : [{ name: `${name}.g_idx`, dtype: "I32", shape: [inputs] }];
  return [
    { name: `${name}.qweight`, dtype: "I32", shape: packed },
    { name: `${name}.qzeros`, dtype: "I32", shape: [groups, outputs / 8] },
    { name: `${name}.scales`, dtype: "F16", shape: [groups, outputs] },
    ...order,
  ];
}

function toFile(path: string, tensors: readonly Tensor[]): HubFile {
  const header: Record<string, object> = { __metadata__: { format: "pt" } };
  let end = 0;
  for (const tensor of tensors) {
    const begin = end;
    end += bytesOf(tensor);
    header[tensor.name] = { dtype: tensor.dtype, shape: tensor.shape, data_offsets: [begin, end] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const head = Buffer.concat([length, text]);
  return withKnownHash({ path, head, bytes: head.length + end, xet: true });
}

function bytesOf({ dtype, shape }: Tensor): number {
  return shape.reduce((product, length) => product * length, bytesOfType[dtype] ?? 4);
}
