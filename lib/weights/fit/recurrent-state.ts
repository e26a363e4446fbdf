import type { ShapeKeys } from "./gguf-shape.ts";

/** Every how many layers of these one attends to the context; the others are recurrent. */
const attentionEvery: Record<string, number> = { qwen3next: 4, qwen35: 4, qwen35moe: 4 };

/** Whether a layer keeps a state of fixed size instead of the context, as llama.cpp decides it. */
export function isRecurrentLayer({ name, at, one, has }: ShapeKeys, layer: number): boolean {
  if (/^(?:mamba|rwkv|arwkv)/.test(name)) return true;
  if (!has("ssm.inner_size") && !has("shortconv.l_cache")) return false;
  const every = one("full_attention_interval") ?? attentionEvery[name];
  if (every !== undefined) return layer % every < every - 1;
  if (at("attention.head_count_kv", layer) !== 0) return false;
  // Nemotron has layers that are neither: they only feed forward.
  return !name.startsWith("nemotron") || at("feed_forward_length", layer) === 0;
}

/** What the recurrent layers keep for one conversation, in numbers of 4 bytes. */
export function stateBytesOf(keys: ShapeKeys, layers: number): number {
  // Falcon-H1 has both in each layer.
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const count = all.filter((layer) => keys.name === "falcon-h1" || isRecurrentLayer(keys, layer)).length;
  return count === 0 ? 0 : count * numbersOf(keys) * 4;
}

function numbersOf({ one }: ShapeKeys): number {
  const hidden = one("embedding_length") ?? 0;
  const head = one("wkv.head_size");
  if (head !== undefined) return hidden * (head + (one("token_shift_count") ?? 2));
  const convolution = one("shortconv.l_cache");
  if (convolution !== undefined) return hidden * Math.max(0, convolution - 1);
  const inner = one("ssm.inner_size") ?? 0;
  const state = one("ssm.state_size") ?? 0;
  const groups = one("ssm.group_count") ?? 0;
  const kernel = one("ssm.conv_kernel") ?? 1;
  return (kernel - 1) * (inner + 2 * groups * state) + state * inner;
}
