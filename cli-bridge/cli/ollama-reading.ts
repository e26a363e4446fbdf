import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isOnThisMachine } from "#lib/backends/instances/instance-id.ts";
import { askOllama } from "#lib/backends/ollama/ask-server.ts";
import { toServerAddress } from "#lib/backends/ollama/server-address.ts";
import { findOllamaStore, guardOllamaStore } from "#lib/stores/ollama/find-store.ts";
import { lookIntoServed, lookIntoWeights, notLookedInto } from "#lib/stores/ollama/look-into-weights.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import type { StoreReading } from "#lib/stores/ollama/stored-model.ts";
import { codeOf } from "#lib/weights/model-files.ts";
import { placesOf } from "./places-of.ts";
import type { Session } from "./session.ts";

type Wanted = {
  from?: "api" | "store" | undefined;
  host?: string | undefined;
  store?: string | undefined;
};

type OllamaReading = { found: StoreReading; server: URL | undefined };

/** A server that is not there says so at once; one that is there may have a thousand models to tell of. */
const firstTryMs = 2000;

/** Ollama's models: of the one who is named, else of the server if it answers, else of the store. */
export async function readOllama({ from, host, store }: Wanted, session: Session): Promise<OllamaReading> {
  const chosen = from ?? (store !== undefined ? "store" : host !== undefined ? "api" : undefined);
  if (chosen === "store") return readStore(store, session);
  const address = toServerAddress(host ?? process.env.OLLAMA_HOST);
  try {
    const told = await readServer(address, session, chosen ? undefined : firstTryMs);
    return { found: await lookWhereItIs(told, { address, store }, session), server: address };
  } catch (error) {
    if (chosen === "api" || !(error instanceof ConsoleError)) throw error;
    const { roots } = placesOf(await session.settings());
    const found = await findOllamaStore(process.env, roots);
    if (found === undefined) throw error;
    session.print.note(`${error.message} Reading its store instead: ${found}`);
    return readStore(found, session);
  }
}

async function readServer(address: URL, session: Session, timeoutMs: number | undefined) {
  return askOllama(address, {
    ...(timeoutMs !== undefined && { listMs: timeoutMs }),
    onModel: (item, done, total) =>
      session.tellProgress({ phase: "read", unit: "entries", done, total, item }),
  });
}

/** Looks into the weights of a server's models where its store is on this machine, and else says that nobody did. */
async function lookWhereItIs(
  told: StoreReading,
  { address, store }: { address: URL; store: string | undefined },
  session: Session,
): Promise<StoreReading> {
  if (!isOnThisMachine(address)) return notLookedInto(told, "the server is on another machine");
  const kept = store ?? (await findOllamaStore(process.env, placesOf(await session.settings()).roots));
  if (kept === undefined) return notLookedInto(told, "the server's store was not found");
  try {
    return await lookIntoServed(told, await readOllamaStore(resolve(kept)));
  } catch (error) {
    return notLookedInto(told, `${kept} cannot be read (${codeOf(error)})`);
  }
}

async function readStore(said: string | undefined, session: Session): Promise<OllamaReading> {
  const { roots } = placesOf(await session.settings());
  const store = said !== undefined ? resolve(said) : await findOllamaStore(process.env, roots);
  if (store === undefined) {
    throw new ConsoleError("not-found", "Ollama's store was not found on this machine.", {
      hint: "Name it with --store, or set OLLAMA_MODELS to the folder that holds its manifests and blobs.",
    });
  }
  await guardOllamaStore(store);
  const onModel = (item: string, done: number) =>
    session.tellProgress({ phase: "read", unit: "entries", done, item });
  const found = await lookIntoWeights(await readOllamaStore(store, { onModel }));
  return { found, server: undefined };
}
