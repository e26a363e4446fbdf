import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { openBlobs } from "#lib/stores/ollama/blobs.ts";
import { digestsOf, toManifest } from "#lib/stores/ollama/manifest-shape.ts";
import type { Pulling } from "../adapter.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { type Creation, createModel } from "./create-model.ts";
import { parseOllamaName } from "./model-name.ts";
import { sendBlob } from "./send-blob.ts";

type Copying = { store: string; model: string };

/**
 * Gives a server a model that lies in a store of this machine and in no registry: no server hands out the files that it
 * has, so they come from the disk. What the other has already is not sent.
 */
export async function copyFromStore(
  http: BackendHttp,
  { store, model }: Copying,
  pulling: Pulling,
): Promise<void> {
  const { host, namespace, model: name, tag } = parseOllamaName(model);
  const path = join(store, "manifests", host, namespace, name, tag);
  const manifest = soundIn(await readJson(path, model, store), model, store);
  const blobs = openBlobs(store);
  const faults = blobs.problemsOf(manifest.layers ?? []);
  if (faults.length > 0) {
    throw new ConsoleError("failed", `${model} is not whole in ${store}: ${faults.join(", ")}.`, {
      hint: "Pull it anew where it is, then try again.",
    });
  }
  const files = digestsOf(manifest, "model").concat(digestsOf(manifest, "projector"));
  const adapters = digestsOf(manifest, "adapter");
  const layers = [...files, ...adapters].map((digest) => ({ digest, done: 0, total: 0 }));
  for (const layer of layers) {
    const onProgress = (done: number, total: number) => {
      Object.assign(layer, { done, total });
      pulling.onProgress({
        status: `sending ${layer.digest.slice(7, 19)}`,
        layers: layers.map((each) => ({ ...each })),
      });
    };
    await sendBlob(
      http,
      { path: blobs.pathOf(layer.digest), digest: layer.digest },
      { ...pulling, onProgress },
    );
  }
  const textsOf = (kind: string) =>
    Promise.all(digestsOf(manifest, kind).map((digest) => readFile(blobs.pathOf(digest), "utf8")));
  await createModel(http, { model, ...(await toSaid(textsOf)), ...toFiles({ files, adapters }) }, pulling);
}

const named = (digests: readonly string[]) =>
  Object.fromEntries(digests.map((digest, at) => [`${at === 0 ? "model" : `part-${at}`}.gguf`, digest]));

const toFiles = ({ files, adapters }: { files: string[]; adapters: string[] }): Partial<Creation> => ({
  files: named(files),
  ...(adapters.length > 0 && { adapters: named(adapters) }),
});

async function toSaid(textsOf: (kind: string) => Promise<string[]>): Promise<Partial<Creation>> {
  const [templates, systems, license, parameters, messages] = await Promise.all(
    ["template", "system", "license", "params", "messages"].map(textsOf),
  );
  return {
    ...(templates?.[0] !== undefined && { template: templates[0] }),
    ...(systems?.[0] !== undefined && { system: systems[0] }),
    ...(license?.length && { license }),
    ...(parameters?.[0] !== undefined && { parameters: JSON.parse(parameters[0]) }),
    ...(messages?.[0] !== undefined && { messages: JSON.parse(messages[0]) }),
  };
}

function soundIn(value: unknown, model: string, store: string): ReturnType<typeof toManifest> {
  try {
    return toManifest(value);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConsoleError("failed", `${model} cannot be read in ${store}: ${why}.`, {
      hint: "Pull it anew where it is, then try again.",
      cause,
    });
  }
}

async function readJson(path: string, model: string, store: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ConsoleError("not-found", `${model} is not in ${store}.`, {
      hint: "Only a model whose files lie on this machine can be copied; see `modeldeck import-ollama`.",
      cause,
    });
  }
}
