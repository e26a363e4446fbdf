import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { directoryChecksumOf } from "#lib/weights/checksums.ts";
import { makeGgufModel } from "./make-gguf.ts";
import { makeSafetensors } from "./make-safetensors.ts";

type Family = { name: string; producer: string; sizes: number[]; vision?: boolean; embeds?: boolean };
type Flavour = { format: string; quantization: string; backend: string; bytesPerWeight: number };

const families: Family[] = [
  { name: "llama-3.1", producer: "meta", sizes: [8, 70] },
  { name: "qwen2.5-vl", producer: "qwen", sizes: [3, 7, 72], vision: true },
  { name: "mistral-small", producer: "mistralai", sizes: [24] },
  { name: "gemma-3", producer: "google", sizes: [1, 4, 12, 27], vision: true },
  { name: "nomic-embed-text", producer: "nomic", sizes: [0.14], embeds: true },
  { name: "deepseek-r1-distill", producer: "deepseek", sizes: [7, 14, 32] },
  { name: "phi-4", producer: "microsoft", sizes: [14] },
];

const flavours: Flavour[] = [
  { format: "gguf", quantization: "q4_k_m", backend: "ollama", bytesPerWeight: 0.6 },
  { format: "safetensors", quantization: "awq", backend: "vllm", bytesPerWeight: 0.62 },
  { format: "gguf", quantization: "q8_0", backend: "gguf", bytesPerWeight: 1.06 },
  { format: "safetensors", quantization: "fp16", backend: "vllm", bytesPerWeight: 2 },
  { format: "safetensors", quantization: "w4a16", backend: "lmdeploy", bytesPerWeight: 0.58 },
];

type Sample = { entries: number; modelsFolder?: string; hasFiles?: boolean };

/** Writes a registry of so many entries, and the files of each below the folder of the models if they are wanted. */
export async function makeRegistry(
  folder: string,
  { entries, modelsFolder, hasFiles = false }: Sample,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const all = Array.from({ length: entries }, (_, index) => sampleEntry(index, modelsFolder));
  if (hasFiles) for (const entry of all) await writeModel(entry);
  const curated = all.filter((_, index) => index % 7 === 0);
  await writeLayer(folder, "curated", curated);
  await writeLayer(folder, "discovered", all);
}

/** A model folder that no registry knows yet, as a download leaves it: owner, repository, file. */
export async function makeModelFolder(root: string, name: string): Promise<string> {
  const folder = join(root, "unsloth", name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.Q4_K_M.gguf`), makeGgufModel({ fileType: 15, types: [12, 12] }));
  return folder;
}

type SampleEntry = ReturnType<typeof sampleEntry>;

export function sampleEntry(index: number, modelsFolder = "/models") {
  const family = families[index % families.length] ?? families[0];
  const flavour = flavours[index % flavours.length] ?? flavours[0];
  if (family === undefined || flavour === undefined) throw new Error("The sample has no families.");
  const size = family.sizes[index % family.sizes.length] ?? 7;
  const round = Math.floor(index / (families.length * flavours.length));
  const model = `${family.name}-${size}b${round === 0 ? "" : `-v${round + 1}`}`;
  const name = `${model}-${flavour.format}-${flavour.quantization}`;
  const folder = join(modelsFolder, family.producer, name);
  const file = flavour.format === "gguf" ? `${model}.${flavour.quantization}.gguf` : "model.safetensors";
  const installed = new Date(Date.UTC(2026, 10, 20, 10) - index * 5_400_000).toISOString();
  return {
    name,
    display_name: `${model} (${flavour.quantization.toUpperCase()})`,
    backend: flavour.backend,
    backend_config: { port: 24001 + (index % 5), model_path: folder, extra_args: argumentsOf(flavour) },
    capabilities: capabilitiesOf(family, index),
    generation_defaults: { temperature: 0.7, top_p: 0.9, context_window: 8192 },
    artifacts: { aggregate_sha256: "", files: [{ path: file, sha256: hashOf(index) }] },
    chat_template: { source: family.embeds ? "none" : "embedded", path: null, sha256: null },
    version_lock: lockOf(index, installed),
    metadata: { created_from_download: true, producer: family.producer, architecture: shapeOf(size) },
    served_model_id: name,
    model_aliases: [`${family.producer}/${model}`],
    roles: rolesOf(family, index),
    license: index % 4 === 0 ? "apache-2.0" : null,
    source: { huggingface_id: `${family.producer}/${model}` },
    deprecated: index % 23 === 22,
    family: family.name,
    source_provider: "hf",
    quantization: flavour.quantization,
    role_priority: Object.fromEntries(rolesOf(family, index).map((role) => [role, 40 + (index % 6) * 10])),
    download_format: flavour.format,
    download_location: index % 3 === 0 ? "windows_lmstudio" : "linux_wsl",
    download_path: folder,
    download_size_bytes: Math.round(size * flavour.bytesPerWeight * 1e9),
    download_files: [file],
    download_directory_checksum: null as string | null,
    downloaded_at: installed,
    last_accessed: installed,
  };
}

function argumentsOf({ backend }: Flavour): string[] {
  return backend === "vllm" ? ["--max-model-len", "8192", "--gpu-memory-utilization", "0.9"] : [];
}

function capabilitiesOf(family: Family, index: number): Record<string, boolean> {
  if (family.embeds) return { text: true, embedding: true, vision: false };
  if (family.vision) return { text: true, vision: true };
  return index % 2 === 0 ? { text: true, tools: true, vision: false } : { text: true };
}

function rolesOf(family: Family, index: number): string[] {
  if (family.embeds) return ["embedding"];
  if (family.vision) return index % 2 === 0 ? ["caption", "description"] : ["caption"];
  return index % 3 === 0 ? ["chat", "code"] : [];
}

function lockOf(index: number, at: string) {
  const locked = index % 19 === 18;
  return { locked, expected_aggregate_sha256: locked ? hashOf(index) : null, last_verified: at };
}

function shapeOf(size: number): Record<string, unknown> {
  return { num_layers: 32, hidden_size: 4096, context_length: 131072, params_billion: size };
}

function hashOf(index: number): string {
  return index.toString(16).padStart(8, "0").repeat(8);
}

async function writeModel(entry: SampleEntry): Promise<void> {
  await mkdir(entry.download_path, { recursive: true });
  const written = entry.download_files.map((path) => {
    const isGguf = path.endsWith(".gguf");
    const content = isGguf
      ? makeGgufModel({ fileType: 15, types: [12, 12] })
      : makeSafetensors([["model.embed_tokens.weight", "F16", [16, 16]]]);
    return { path, content, bytes: content.length };
  });
  for (const { path, content } of written) await writeFile(join(entry.download_path, path), content);
  // They are far smaller than is recorded of the whole, but what they were when they came.
  entry.download_directory_checksum = directoryChecksumOf(written);
}

async function writeLayer(folder: string, layer: string, entries: SampleEntry[]): Promise<void> {
  const text = `${JSON.stringify(entries, undefined, 2)}\n`;
  await writeFile(join(folder, `model_registry.${layer}.json`), text);
}
