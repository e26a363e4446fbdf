import type { StorePlace, StoresAnswer } from "#cli-bridge/protocol/stores-answer.ts";
import { askOllama } from "#lib/backends/ollama/ask-server.ts";
import { toServerAddress } from "#lib/backends/ollama/server-address.ts";
import { hubFoldersOf } from "#lib/hub/hub-settings.ts";
import { diskRoomOf } from "#lib/hub/plan/disk-room.ts";
import type { Settings } from "#lib/state/settings.ts";
import { readHubCache } from "#lib/stores/hf-cache/read-cache.ts";
import { findLmStudioFolders } from "#lib/stores/lmstudio/find-folders.ts";
import { findOllamaStore, guardOllamaStore, ollamaPlaces } from "#lib/stores/ollama/find-store.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { scanFolders } from "#lib/weights/scan-folders.ts";

type Env = NodeJS.ProcessEnv;

/** What other tools keep on this machine, and where each was looked for. Nothing is opened but what names models. */
export async function readStoresHere({ roots }: Settings, env: Env = process.env): Promise<StoresAnswer> {
  const [ollamaServer, ollamaStore, lmstudio, hubCache, rooms] = await Promise.all([
    ollamaServerHere(env),
    ollamaStoreHere(env, roots.value),
    lmStudioHere(env),
    hubCacheHere(env),
    readRoomHere({ roots }),
  ]);
  return { ollamaServer, ollamaStore, lmstudio, hubCache, ...rooms };
}

/** The room in the roots alone, for which no tool has to be looked for. */
export async function readRoomHere({ roots }: Pick<Settings, "roots">): Promise<Pick<StoresAnswer, "roots">> {
  const rooms = roots.value.map(async (path) => ({ path, ...(await diskRoomOf(path)) }));
  return { roots: await Promise.all(rooms) };
}

const answerMs = 1500;

async function ollamaServerHere(env: Env): Promise<StorePlace> {
  let where = env.OLLAMA_HOST ?? "";
  try {
    const address = toServerAddress(env.OLLAMA_HOST);
    where = address.origin;
    const { models } = await askOllama(address, { listMs: answerMs, isListOnly: true });
    // What runs elsewhere takes no space here.
    const bytes = models.reduce((sum, model) => (model.remote ? sum : sum + model.bytes), 0);
    return { where, state: "found", models: models.length, bytes };
  } catch (error) {
    const says = messageOf(error);
    return { where, state: /does not answer/.test(says) ? "not there" : "not a server", says };
  }
}

async function ollamaStoreHere(env: Env, roots: readonly string[]): Promise<StorePlace[]> {
  const where = await findOllamaStore(env, roots);
  if (where === undefined) return ollamaPlaces(env, roots).map(notThere);
  try {
    await guardOllamaStore(where);
    const { models, bytesOnDisk } = await readOllamaStore(where);
    return [{ where, state: "found", models: models.length, bytes: bytesOnDisk }];
  } catch (error) {
    return [{ where, state: "not readable", says: messageOf(error) }];
  }
}

async function lmStudioHere(env: Env): Promise<StorePlace[]> {
  const { looked, found } = await findLmStudioFolders(env);
  if (found.length === 0) return looked.map(notThere);
  return Promise.all(found.map(weighFolder));
}

async function weighFolder(where: string): Promise<StorePlace> {
  let [models, bytes] = [0, 0];
  for await (const finding of scanFolders([where])) {
    if (finding.kind !== "candidate") continue;
    models += 1;
    bytes += finding.weightBytes;
  }
  return { where, state: "found", models, bytes };
}

async function hubCacheHere(env: Env): Promise<StorePlace[]> {
  const where = hubFoldersOf(env).cacheFolder;
  try {
    const { repos } = await readHubCache(where);
    const models = repos.filter(({ kind }) => kind === "model");
    if (repos.length === 0) return [notThere(where)];
    const bytes = repos.reduce((sum, repo) => sum + repo.bytes, 0);
    return [{ where, state: "found", models: models.length, bytes }];
  } catch (error) {
    return [{ where, state: "not readable", says: messageOf(error) }];
  }
}

const notThere = (where: string): StorePlace => ({ where, state: "not there" });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
