import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeGgufModel } from "./make-gguf.ts";
import { makeSafetensors } from "./make-safetensors.ts";

/** Whole numbers from 0 up to below a limit, the same for every run of one seed. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) % 2 ** 32;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;
type Place = { random: Random; root: string; index: number };
type RawEntry = Record<string, unknown>;

export type RandomRegistry = { dir: string; root: string; discovered: RawEntry[]; curated: RawEntry[] };

const words = ["llama-3-8b", "qwen2.5-7b-instruct", "tiny-chat", "base-1b", "demo-model-x"];
const owners = ["acme", "meta", "zeta"];
const quantizations = ["q4_k_m", "awq", "bf16", "q8_0", null];

/**
 * A registry of every sort of entry there is: of the hub, of Ollama, known by name only, locked, deprecated, kept by
 * hand, of one name with another, with files that are there, gone, or not what is recorded of them.
 */
export async function makeRandomRegistry(
  folder: string,
  { seed, entries = 16 }: { seed: number; entries?: number },
): Promise<RandomRegistry> {
  const random = randomNumbers(seed);
  const [dir, root] = [join(folder, "registry"), join(folder, "weights")];
  await mkdir(dir, { recursive: true });
  await mkdir(join(root, "acme", "empty"), { recursive: true });
  const discovered: RawEntry[] = [];
  const curated: RawEntry[] = [];
  for (let index = 0; index < entries; index += 1) {
    const entry = await randomEntry({ random, root, index });
    const home = random(5);
    if (home > 0) discovered.push(entry);
    if (home < 2) curated.push(byHand(entry, random));
  }
  await writeLayer(dir, "discovered", discovered);
  await writeLayer(dir, "curated", curated);
  return { dir, root, discovered, curated };
}

const writeLayer = (dir: string, layer: string, entries: RawEntry[]) =>
  writeFile(join(dir, `model_registry.${layer}.json`), `${JSON.stringify(entries, undefined, 2)}\n`);

const pick = <Item>(random: Random, items: readonly Item[]): Item | undefined => items[random(items.length)];

async function randomEntry(place: Place): Promise<RawEntry> {
  const { random, index } = place;
  const word = pick(random, words) ?? "model";
  const common: RawEntry = {
    name: random(6) === 0 ? `${word}-${index}` : `${word}_${index}`,
    display_name: `${word} ${index}`,
    quantization: pick(random, quantizations),
    family: random(3) === 0 ? null : word,
    roles: random(3) === 0 ? ["chat"] : [],
    deprecated: random(6) === 0,
    version_lock: { locked: random(8) === 0, expected_aggregate_sha256: null, last_verified: null },
    kept_by_another_tool: { index },
    metadata: { created_from_download: true, ...(random(4) === 0 && { notes: "mine" }) },
  };
  const kind = random(6);
  if (kind === 0) return { ...common, backend: "ollama", ...ollamaFields(word, random) };
  if (kind === 1) return { ...common, backend: "vllm", download_path: null };
  const backend = pick(random, ["vllm", "vllm", "lmdeploy"]);
  return { ...common, backend, ...(await hubFields(word, place)) };
}

function ollamaFields(word: string, random: Random): RawEntry {
  const id = `${word}:${pick(random, ["latest", "7b", "q4_K_M"])}`;
  return {
    served_model_id: id,
    source_provider: "ollama",
    download_format: "gguf",
    download_path: random(3) === 0 ? null : `ollama:/${id}`,
  };
}

async function hubFields(word: string, { random, root, index }: Place): Promise<RawEntry> {
  const owner = pick(random, owners) ?? "acme";
  const path = join(root, owner, `${word}-${index}`);
  const isGguf = random(2) === 0;
  if (random(4) > 0) await writeModel(path, isGguf);
  return {
    source: { huggingface_id: `${owner}/${word}` },
    source_provider: "hf",
    download_format: pick(random, ["gguf", "safetensors", null]),
    download_path: path,
    download_files: [],
    download_size_bytes: 1,
    downloaded_at: "2026-11-20T10:00:00+00:00",
  };
}

async function writeModel(path: string, isGguf: boolean): Promise<void> {
  await mkdir(path, { recursive: true });
  if (isGguf) await writeFile(join(path, "model.gguf"), makeGgufModel({ fileType: 15, types: [12] }));
  else await writeFile(join(path, "model.safetensors"), makeSafetensors([["w", "BF16", [8, 8]]]));
}

/** What a person keeps of an entry: some of what the tools know, and words of their own. */
function byHand({ name, backend, quantization, version_lock }: RawEntry, random: Random): RawEntry {
  return {
    ...{ name, backend, roles: ["by-hand"] },
    ...(random(2) === 0 && { quantization }),
    ...(random(4) === 0 && { version_lock }),
    metadata: { registry_layer: "curated" },
  };
}
