import { z } from "zod";
import type { BackendAdapter, Identity } from "../adapter.ts";
import { askFor, guardReply } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { converseWithOllama } from "./converse-with-ollama.ts";
import { pullModel } from "./follow-progress.ts";
import { listModels, showModel } from "./list-models.ts";
import { loadModel, unloadModel } from "./load-model.ts";
import { loadedModels } from "./loaded-models.ts";
import { listAnswer } from "./server-answers.ts";

const versionAnswer = z.object({ version: z.string().min(1).max(100) });

const versionOf = async (http: BackendHttp) =>
  (await askFor(http, "/api/version", { shape: versionAnswer })).version;

/** Others answer `/api/version` too, so its own greeting and the shape of its list are asked for besides. */
async function identify(http: BackendHttp): Promise<Identity | undefined> {
  const quiet = () => undefined;
  const [greeting, version, list] = await Promise.all([
    http.text("/").catch(quiet),
    versionOf(http).catch(quiet),
    askFor(http, "/api/tags", { shape: listAnswer }).catch(quiet),
  ]);
  const greets = greeting?.status === 200 && /^\s*Ollama is running\s*$/.test(greeting.value);
  if (!greets || (version === undefined && list === undefined)) return undefined;
  const evidence = [
    'GET / says "Ollama is running"',
    ...(version === undefined ? [] : ["GET /api/version tells a version"]),
    ...(list === undefined ? [] : ["GET /api/tags lists models"]),
  ];
  return { version, evidence };
}

export async function removeModel(http: BackendHttp, model: string): Promise<void> {
  const path = "/api/delete";
  const { status, value } = await http.json(path, { method: "DELETE", body: { model, name: model } });
  guardReply(http.base, { path, status, value });
}

export async function copyModel(http: BackendHttp, source: string, destination: string): Promise<void> {
  const path = "/api/copy";
  const { status, value } = await http.json(path, { body: { source, destination } });
  guardReply(http.base, { path, status, value });
}

export const ollamaAdapter: BackendAdapter = {
  kind: "ollama",
  identify,
  health: async (http) => {
    await versionOf(http);
    return { state: "healthy" };
  },
  version: versionOf,
  list: listModels,
  loaded: (http) => loadedModels(http),
  abilities: async () => ["load", "unload", "show", "pull", "delete", "copy", "create", "push", "chat"],
  load: loadModel,
  unload: unloadModel,
  show: (http, model) => showModel(http, model),
  pull: pullModel,
  remove: removeModel,
  converse: converseWithOllama,
  endpoints: { native: "/api", openai: "/v1", anthropic: "/" },
};
