import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type Blobs, openBlobs } from "./blobs.ts";
import { configShape, digestsOf, toManifest } from "./manifest-shape.ts";
import {
  byId,
  evidenceOf,
  type StoredModel,
  type StoreReading,
  toKnown,
  toQuantization,
} from "./stored-model.ts";

const bytesMax = 4 * 1024 * 1024;
const manifestsMax = 100_000;
/** How long the event loop is held at a time. Synchronous reads are twice as fast as promised ones here. */
const turnMs = 8;

type Watching = { onModel?: (id: string, count: number) => void };

/** Reads what Ollama's store holds, without Ollama. A manifest that cannot be read is told of, and stops nothing. */
export async function readOllamaStore(store: string, { onModel }: Watching = {}): Promise<StoreReading> {
  const blobs = openBlobs(store);
  const reading: StoreReading = { store, models: [], issues: [], partials: blobs.partials };
  const manifests = join(store, "manifests");
  let turnEnds = performance.now() + turnMs;
  for (const path of manifestsBelow(manifests)) {
    if (performance.now() > turnEnds) {
      await turn();
      turnEnds = performance.now() + turnMs;
    }
    const id = idOf(path);
    try {
      reading.models.push(readModel(blobs, { id, path: join(manifests, ...path) }));
      onModel?.(id, reading.models.length);
    } catch (error) {
      reading.issues.push({ id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  reading.models.sort(byId);
  return { ...reading, bytesOnDisk: blobs.bytesSeen() };
}

/** Host, namespace, model and tag of each; a namespace on the hub may lie deeper. */
function manifestsBelow(folder: string): string[][] {
  const found: string[][] = [];
  const look = (parts: string[]): void => {
    for (const each of readdirSync(join(folder, ...parts), { withFileTypes: true })) {
      if (each.name.startsWith(".") || found.length >= manifestsMax) continue;
      if (each.isDirectory() && parts.length < 6) look([...parts, each.name]);
      else if (each.isFile() && parts.length >= 3) found.push([...parts, each.name]);
    }
  };
  look([]);
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

function readModel(blobs: Blobs, { id, path }: { id: string; path: string }): StoredModel {
  const { text, modified } = readSmall(path);
  const manifest = toManifest(jsonIn(text));
  const { config, layers } = manifest;
  const described = config && blobs.pathOf(config.digest);
  const about = described === undefined ? undefined : readConfig(described);
  const quantization = toQuantization(about?.file_type);
  const parts = [...(config ? [config] : []), ...(layers ?? [])];
  const pathsOf = (kind: string) => digestsOf(manifest, kind).map(blobs.pathOf);
  return {
    id,
    bytes: parts.reduce((sum, { size }) => sum + size, 0),
    digest: createHash("sha256").update(text).digest("hex"),
    quantization,
    evidence: evidenceOf(quantization, "config", basename(described ?? "")),
    family: toKnown(about?.model_family),
    format: toKnown(about?.model_format),
    parameterSize: toKnown(about?.model_type),
    contextLength: about?.context_length,
    capabilities: about?.capabilities,
    modifiedAt: modified.toISOString(),
    weights: pathsOf("model")[0],
    projectors: pathsOf("projector"),
    adapters: pathsOf("adapter"),
    remote: about?.remote_host ? { host: about.remote_host, model: about.remote_model } : undefined,
    problems: blobs.problemsOf(parts),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("its manifest is not valid JSON");
  }
}

/** A model is there without its description, only less is known of it. */
function readConfig(path: string) {
  try {
    return configShape.safeParse(JSON.parse(readSmall(path).text)).data;
  } catch {
    return undefined;
  }
}

function readSmall(path: string): { text: string; modified: Date } {
  const file = openSync(path, "r");
  try {
    const { size, mtime } = fstatSync(file);
    if (size > bytesMax) throw new Error(`its ${size} bytes are more than ${bytesMax}`);
    return { text: readFileSync(file, "utf8"), modified: mtime };
  } finally {
    closeSync(file);
  }
}
