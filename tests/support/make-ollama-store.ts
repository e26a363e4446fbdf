import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GgufWriter, makeGguf } from "./make-gguf.ts";

export type MadeOllamaModel = {
  /** `llama3:8b`, `someone/own:7b` or `hf.co/u/r:Q4_K_M`. */
  id: string;
  /** The bytes of its weights, or words that they hold; two models with the same share a blob. */
  weights?: string | Buffer;
  projector?: string;
  adapter?: string;
  /** What its description says, beside what is usual. */
  config?: object;
  /** What goes wrong with its weights. */
  fault?: "missing" | "short";
};

type Layer = { mediaType: string; digest: string; size: number };

/** A store as Ollama leaves it on the disk: manifests, and blobs named after their hashes. */
export async function makeOllamaStore(store: string, models: readonly MadeOllamaModel[]): Promise<string> {
  await mkdir(join(store, "blobs"), { recursive: true });
  for (const model of models) await writeModel(store, model);
  return store;
}

async function writeModel(store: string, model: MadeOllamaModel): Promise<void> {
  const { id, weights = `weights of ${id}`, projector, adapter, fault } = model;
  const blob = typeof weights === "string" ? ggufWith(weights) : weights;
  const put = (kind: string, content: string | Buffer) => putBlob(store, `image.${kind}`, content);
  const config = await put("config", JSON.stringify({ ...usualConfig, ...model.config }));
  const layers = [await putBlob(store, "image.model", blob, fault), await put("license", "MIT")];
  if (projector !== undefined) layers.push(await put("projector", projector));
  if (adapter !== undefined) layers.push(await put("adapter", adapter));
  const manifest = { schemaVersion: 2, mediaType: "application/vnd.docker.distribution.manifest.v2+json" };
  const path = join(store, "manifests", ...placeOf(id));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ ...manifest, config, layers }));
}

const usualConfig = { model_format: "gguf", model_family: "llama", model_type: "8.0B", file_type: "Q4_K_M" };

const ggufWith = (words: string): Buffer =>
  makeGguf({ keys: [new GgufWriter().string("general.name", words)] });

function placeOf(id: string): string[] {
  const [, name = id, tag = "latest"] = /^(.*):([^:/]+)$/.exec(id) ?? [];
  const parts = name.split("/");
  const whole = parts.length === 1 ? ["library", ...parts] : parts;
  return [...(whole.length === 2 ? ["registry.ollama.ai"] : []), ...whole, tag];
}

async function putBlob(
  store: string,
  kind: string,
  content: string | Buffer,
  fault?: MadeOllamaModel["fault"],
): Promise<Layer> {
  const bytes = Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const kept = fault === "short" ? bytes.subarray(0, -1) : bytes;
  if (fault !== "missing") await writeFile(join(store, "blobs", `sha256-${sha256}`), kept);
  return { mediaType: `application/vnd.ollama.${kind}`, digest: `sha256:${sha256}`, size: bytes.length };
}
