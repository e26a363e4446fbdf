import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const layer = z.object({ mediaType: z.string(), digest: z.string(), size: z.number().nonnegative() });
const manifestShape = z.object({ config: layer.optional(), layers: z.array(layer).nullish() });
const text = z.string().optional().catch(undefined);
const configShape = z.object({ model_format: text, model_family: text, model_type: text, file_type: text });

export type StoredModel = {
  id: string;
  bytes: number;
  quantization: string | undefined;
  family: string | undefined;
  format: string | undefined;
  parameterSize: string | undefined;
  modifiedAt: string;
  /** The file that holds the weights: a GGUF that other programs can read. */
  weights: string | undefined;
};

export type StoreReading = {
  store: string;
  models: StoredModel[];
  issues: { id: string; message: string }[];
};

const bytesMax = 4 * 1024 * 1024;

/** Reads what Ollama's store holds, without Ollama. A manifest that cannot be read is told of, and stops nothing. */
export async function readOllamaStore(store: string): Promise<StoreReading> {
  const reading: StoreReading = { store, models: [], issues: [] };
  const manifests = join(store, "manifests");
  for (const path of await manifestsBelow(manifests)) {
    const id = idOf(path);
    try {
      reading.models.push(await readModel(store, { id, path: join(manifests, ...path) }));
    } catch (error) {
      reading.issues.push({ id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  reading.models.sort((one, other) => (one.id < other.id ? -1 : 1));
  return reading;
}

/** Host, namespace, model and tag of each; a namespace on the hub may lie deeper. */
async function manifestsBelow(folder: string): Promise<string[][]> {
  const found: string[][] = [];
  const look = async (parts: string[]): Promise<void> => {
    for (const each of await readdir(join(folder, ...parts), { withFileTypes: true })) {
      if (each.name.startsWith(".")) continue;
      if (each.isDirectory() && parts.length < 6) await look([...parts, each.name]);
      else if (each.isFile() && parts.length >= 3) found.push([...parts, each.name]);
    }
  };
  await look([]);
  return found;
}

/** The name that Ollama shows: without its own host and its own namespace. */
export function idOf(parts: readonly string[]): string {
  const tag = parts.at(-1) ?? "latest";
  const [host, namespace, ...names] = parts.slice(0, -1);
  const isUsual = host === "registry.ollama.ai";
  const words = isUsual && namespace === "library" ? names : parts.slice(isUsual ? 1 : 0, -1);
  return `${words.join("/")}:${tag}`;
}

async function readModel(store: string, { id, path }: { id: string; path: string }): Promise<StoredModel> {
  const { value, modified } = await readJson(path);
  const { config, layers } = manifestShape.parse(value);
  const model = layers?.find(({ mediaType }) => mediaType === "application/vnd.ollama.image.model");
  const about = config && (await readConfig(blobPath(store, config.digest)));
  return {
    id,
    bytes: (layers ?? []).reduce((sum, { size }) => sum + size, 0),
    quantization: toKnown(about?.file_type),
    family: toKnown(about?.model_family),
    format: toKnown(about?.model_format),
    parameterSize: toKnown(about?.model_type),
    modifiedAt: modified.toISOString(),
    weights: model && blobPath(store, model.digest),
  };
}

/** A model is there without its description, only less is known of it. */
const readConfig = (path: string) =>
  readJson(path).then(
    ({ value }) => configShape.safeParse(value).data,
    () => undefined,
  );

const toKnown = (word: string | undefined) =>
  word === undefined || word === "" || word.toLowerCase() === "unknown" ? undefined : word.toLowerCase();

function blobPath(store: string, digest: string): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`its digest ${digest} is not one of SHA-256`);
  return join(store, "blobs", digest.replace(":", "-"));
}

async function readJson(path: string): Promise<{ value: unknown; modified: Date }> {
  const file = await open(path, "r");
  try {
    const { size, mtime } = await file.stat();
    if (size > bytesMax) throw new Error(`its ${size} bytes are more than ${bytesMax}`);
    const value: unknown = JSON.parse(await file.readFile("utf8"));
    return { value, modified: mtime };
  } finally {
    await file.close();
  }
}
