import { createHash } from "node:crypto";
import type { Dispatcher } from "undici";
import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { manifestShape } from "#lib/stores/ollama/manifest-shape.ts";
import { strange } from "../http/backend-error.ts";
import { openBackendHttp } from "../http/open-backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { guardAddress } from "../instances/guard-address.ts";
import { parseOllamaName } from "./model-name.ts";

export type Registry = {
  /** Where the registry of a host is asked; over https at that very host unless it is said. */
  addressOf?: (host: string) => URL;
  /** For a proxy on the way. */
  agent?: Dispatcher;
  signal?: AbortSignal | undefined;
};

export type RemoteManifest = {
  /** What a server may call this state of the model: some keep the manifest as it came, some write it anew. */
  digests: string[];
  /** What a pull of all of it brings. */
  bytes: number;
  layers: { digest: string; bytes: number; kind: string }[];
};

const accept = "application/vnd.docker.distribution.manifest.v2+json";
const bytesMax = 4 * 1024 * 1024;

/** What a registry has under a name, without pulling it. */
export async function readRemoteManifest(name: string, registry: Registry = {}): Promise<RemoteManifest> {
  const { addressOf = (host) => new URL(`https://${host}`), agent, signal } = registry;
  const { host, namespace, model, tag } = parseOllamaName(name);
  // The name may come from a server's own list, which must not send us anywhere.
  const url = guardAddress(addressOf(host).href);
  const http = openBackendHttp({ url, token: undefined }, agent ? { agent } : {});
  const path = `/v2/${namespace}/${model}/manifests/${tag}`;
  try {
    const { status, value } = await http.text(path, { headers: { accept }, bytesMax, signal });
    if (status === 404 || status === 400) {
      throw new ConsoleError("backend-model", `${host} has no model ${namespace}/${model}:${tag}.`, {
        hint: "Check its name and tag; one that was made at a server is in no registry.",
      });
    }
    if (status >= 300) throw toRefusal({ base: url, path, status, value: undefined });
    return toManifest(url, path, value);
  } finally {
    await http.close();
  }
}

function toManifest(url: URL, path: string, text: string): RemoteManifest {
  const json = toJson(text);
  const read = manifestShape.safeParse(json);
  if (!read.success) throw strange(url, `answered to ${path} with something that is no manifest`);
  const { config, layers } = read.data;
  const all = [...(layers ?? []), ...(config ? [config] : [])];
  const written = [text, JSON.stringify(json)];
  return {
    digests: [...new Set(written.map((each) => createHash("sha256").update(each).digest("hex")))],
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    layers: all.map(({ digest, size, mediaType }) => ({
      digest,
      bytes: size,
      kind: mediaType.split(".").at(-1) ?? "",
    })),
  };
}

export type UpdateCheck =
  | { state: "current" }
  | { state: "stale"; bytes: number }
  /** Nobody can tell, and why. */
  | { state: "unknown"; why: string };

/** Whether the registry has another state of a model than the server. Nothing is pulled. */
export async function checkUpdate(
  { id, digest, remote }: Pick<BackendModel, "id" | "digest" | "remote">,
  registry: Registry = {},
): Promise<UpdateCheck> {
  if (remote) return { state: "unknown", why: `it runs at ${remote.host}` };
  if (digest === undefined) return { state: "unknown", why: "the server does not tell its digest" };
  try {
    const { digests, bytes } = await readRemoteManifest(id, registry);
    return digests.includes(digest) ? { state: "current" } : { state: "stale", bytes };
  } catch (error) {
    registry.signal?.throwIfAborted();
    if (!(error instanceof ConsoleError)) throw error;
    return { state: "unknown", why: error.message };
  }
}
