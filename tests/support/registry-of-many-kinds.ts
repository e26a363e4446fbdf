import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { makeGgufModel } from "./make-gguf.ts";
import { makeSafetensors } from "./make-safetensors.ts";

type Entry = Record<string, unknown> & { name: string };
type Kind = (index: number, root: string) => Promise<{ curated?: Entry; discovered?: Entry }>;

const safetensors = makeSafetensors([["a", "BF16", [4, 4]]]);
const gguf = makeGgufModel({ fileType: 15, types: [12, 12, 14] });

async function modelAt(path: string, files: Record<string, Buffer | string>): Promise<object> {
  await mkdir(path, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(path, file), bytes);
  const bytes = Object.values(files).reduce((sum, file) => sum + Buffer.byteLength(file), 0);
  return {
    backend: "vllm",
    download_path: path,
    download_files: Object.keys(files),
    download_size_bytes: bytes,
    downloaded_at: "2026-01-02T03:04:05+00:00",
    metadata: { created_from_download: true },
  };
}

const onDisk = (index: number, root: string) =>
  modelAt(join(root, "acme", `base-${index}`), {
    "model.safetensors": safetensors,
    "config.json": JSON.stringify({ model_type: "llama", torch_dtype: "bfloat16", num_hidden_layers: 2 }),
  });

const withTemplate = (index: number, root: string) =>
  modelAt(join(root, "acme", `chat-${index}-instruct`), {
    "model.safetensors": safetensors,
    "config.json": JSON.stringify({ model_type: "llama" }),
    "tokenizer_config.json": JSON.stringify({ chat_template: "{{ messages }}" }),
  });

const withoutTemplate = (index: number, root: string) =>
  modelAt(join(root, "acme", `mute-${index}-instruct`), {
    "model.safetensors": safetensors,
    "config.json": JSON.stringify({ model_type: "llama" }),
    "tokenizer_config.json": JSON.stringify({ model_max_length: 4096 }),
  });

/** Every kind of entry that an operation of the registry tells from the others. */
const kinds: readonly Kind[] = [
  async (at, root) => ({ discovered: { name: `base-${at}_(BF16)`, ...(await onDisk(at, root)) } }),
  async (at, root) => ({
    discovered: {
      name: `chat-${at}-instruct`,
      family: "chat",
      quantization: "awq",
      download_format: "gguf",
      roles: ["chat", "of-my-own"],
      role_priority: { chat: 40 },
      ...(await withTemplate(at, root)),
    },
  }),
  async (at, root) => ({
    discovered: {
      name: `small-${at}`,
      ...(await modelAt(join(root, "bart", `small-${at}-GGUF`), { "small-Q4_K_M.gguf": gguf })),
      model_aliases: [`bart/small-${at}-GGUF`],
      quantization: "q5_0",
      unknown_key: { kept: true },
    },
  }),
  async (at, root) => ({
    discovered: { name: `gone-${at}`, backend: "vllm", download_path: join(root, "gone", `model-${at}`) },
  }),
  async (at) => ({ curated: { name: `planned-${at}`, backend: "vllm", roles: ["caption"], metadata: null } }),
  async (at) => ({ discovered: { name: `logical-${at}`, backend: "vllm", download_path: null } }),
  async (at) => ({
    discovered: {
      name: `llama3.${at}-8b`,
      backend: "ollama",
      served_model_id: `llama3.${at}:8b`,
      download_path: at % 2 === 0 ? `ollama:/llama3.${at}:8b` : null,
      source_provider: "ollama",
    },
  }),
  async (at) => ({ discovered: { name: `model-ollama-gguf-${at}`, backend: "ollama", deprecated: true } }),
  async (at) => ({ discovered: { name: `testmodel-${at}`, backend: "vllm", download_path: null } }),
  async (at, root) => ({
    curated: { name: `both-${at}`, backend: "vllm", roles: ["ocr"], metadata: { registry_layer: "curated" } },
    discovered: { name: `both-${at}`, ...(await onDisk(at + 100, root)), quantization: "fp16" },
  }),
  async (at, root) => ({
    discovered: {
      name: `locked-${at}`,
      ...(await onDisk(at + 200, root)),
      deprecated: true,
      version_lock: { locked: true },
    },
  }),
  async (at) => ({
    discovered: {
      name: `twin-${at}`,
      backend: "vllm",
      family: "twin",
      download_format: "safetensors",
      quantization: "awq",
      download_path: at % 2 === 0 ? null : "/nowhere/twin",
    },
  }),
  async (at, root) => ({
    discovered: { name: `mute-${at}-instruct`, ...(await withoutTemplate(at + 300, root)) },
  }),
  // Files that no entry knows.
  async (at, root) => {
    await onDisk(at + 400, root);
    return {};
  },
];

/** As the original indents its files, and as people do. */
const layouts = [2, 4, "\t", undefined];

/** A registry with some of every kind, the same one for the same seed, with the files that it speaks of. */
export async function makeRegistryOfManyKinds(
  registry: string,
  root: string,
  seed: number,
): Promise<string[]> {
  const chosen = fc.sample(fc.shuffledSubarray([...kinds.keys()], { minLength: kinds.length - 2 }), {
    seed,
    numRuns: 2,
  });
  const curated: Entry[] = [];
  const discovered: Entry[] = [];
  for (const [at, kind] of chosen.flat().entries()) {
    const made = await kinds[kind]?.(at, root);
    if (made?.curated) curated.push(made.curated);
    if (made?.discovered) discovered.push(made.discovered);
  }
  await mkdir(join(root, "empty-owner", "empty-repo"), { recursive: true });
  await mkdir(registry, { recursive: true });
  const indent = layouts[seed % layouts.length];
  // Python writes a float as one, which JavaScript would not.
  const write = (layer: string, entries: Entry[]) =>
    writeFile(
      join(registry, `model_registry.${layer}.json`),
      `${JSON.stringify(entries, undefined, indent).replaceAll(/"chat": ?40\b/g, "$&.0")}\n`,
    );
  await write("curated", curated);
  await write("discovered", discovered);
  return [...new Set([...curated, ...discovered].map(({ name }) => name))];
}
