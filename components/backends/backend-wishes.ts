import type { BackendAnswer, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { namedFor } from "./backend-words.ts";

/** What can be asked of a load: LM Studio knows no layers. */
const loadAsks: Partial<Record<BackendAnswer["kind"], readonly string[]>> = {
  ollama: ["context", "keepAlive", "gpuLayers", "replace"],
  lmstudio: ["context", "keepAlive", "replace"],
};

/** Only one that is typed may be missing; it is fetched where a person says so. */
const pullAsks = ({ capabilities }: BackendAnswer, model: string | undefined): string[] =>
  model === undefined && capabilities.includes("pull") ? ["pull"] : [];

export const loadWish = (backend: BackendAnswer, model?: string): CommandWish => ({
  command: "backend-load",
  title: model === undefined ? `Load a model at ${backend.name}` : `Load ${model}`,
  input: { backend: namedFor(backend), ...(model !== undefined && { model }) },
  asks: [
    ...(model === undefined ? ["model"] : []),
    ...(loadAsks[backend.kind] ?? []),
    ...pullAsks(backend, model),
  ],
});

export const unloadWish = (backend: BackendAnswer, { id }: Pick<LoadedModel, "id">): CommandWish => ({
  command: "backend-unload",
  title: `Unload ${id}`,
  input: { backend: namedFor(backend), models: [id] },
});

export const unloadAllWish = (backend: BackendAnswer): CommandWish => ({
  command: "backend-unload",
  title: `Unload everything from ${backend.name}`,
  input: { backend: namedFor(backend), all: true },
});

export const removeWish = ({ id, name }: BackendAnswer): CommandWish => ({
  command: "backend-remove",
  title: `Remove ${name}`,
  input: { server: id },
});

export const startOllamaWish: CommandWish = {
  command: "backend-start",
  title: "Start Ollama",
  input: { kind: "ollama" },
};

/** Where it is known: anywhere else it would be another server. */
export function startOllamaAt({ url }: Pick<BackendAnswer, "url">): CommandWish {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const input = {
    ...{ kind: "ollama", port: Number(port || 80) },
    // What is saved for it may have it listen to more than this machine.
    ...(!usualHosts.includes(host) && { host }),
  };
  return { ...startOllamaWish, input };
}

const usualHosts = ["localhost", "127.0.0.1"];
