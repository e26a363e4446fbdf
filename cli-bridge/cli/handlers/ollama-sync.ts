import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { isOnThisMachine } from "#lib/backends/instances/instance-id.ts";
import { compareInstances, type ModelDifference } from "#lib/backends/ollama/compare-instances.ts";
import { copyFromStore } from "#lib/backends/ollama/copy-from-store.ts";
import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { checkUpdate, type Registry } from "#lib/backends/ollama/remote-manifest.ts";
import { toCountWords } from "#lib/format.ts";
import { findOllamaStore } from "#lib/stores/ollama/find-store.ts";
import { type ModelDeed, modelDeed } from "../model-deed.ts";
import { nameFor, registryFor } from "../ollama-registry.ts";
import { placesOf } from "../places-of.ts";
import { pullOne } from "../pull-one.ts";
import { startPullProgress } from "../pull-progress.ts";
import type { Session } from "../session.ts";
import { type Backend, withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

type Input = InputOfCommand<"ollama-sync">;
type Syncing = { input: Input; session: Session; source: Backend; target: Backend };

export const ollamaSync: Handler<"ollama-sync"> = (input, session) =>
  withBackend(session, { said: input.from, kinds: ["ollama"] }, (source) =>
    withBackend(session, { said: input.to, kinds: ["ollama"] }, (target) =>
      sync({ input, session, source, target }),
    ),
  );

async function sync({ input, session, source, target }: Syncing): Promise<number> {
  const store = await storeOf(source, input, session);
  return modelDeed(
    {
      name: "ollama-sync",
      input,
      done: "Brought",
      stopped: "What has arrived stays; the same command goes on from there.",
      look: async (signal) => {
        const [has, lacks] = await Promise.all(
          [source, target].map(
            async ({ http }) => (await readList(http, { isListOnly: true, signal })).models,
          ),
        );
        const wanted = (input.models ?? []).map(toIdSaid);
        const differences = compareInstances(has ?? [], lacks ?? []).filter(
          ({ id }) => wanted.length === 0 || wanted.includes(id),
        );
        const registry = registryFor(input.insecure, signal);
        const deeds: ModelDeed[] = [];
        for (const difference of differences)
          deeds.push(await toDeed(difference, { server: target.instance.name, store, registry }));
        const count = deeds.filter(({ deed }) => deed !== "keep").length;
        const there = `to ${target.instance.name}`;
        return {
          models: deeds,
          summary:
            count === 0 ? `Nothing to bring ${there}.` : `${toCountWords(count, "model")} to bring ${there}.`,
        };
      },
      carryOut: async ({ model, deed }, signal) => {
        if (deed === "fetch")
          return pullOne(target, nameFor(model, input.insecure), {
            session,
            signal,
            insecure: input.insecure,
          });
        const telling = startPullProgress({ tell: session.tellProgress, item: model, phase: "copying" });
        await copyFromStore(
          target.http,
          { store: store ?? "", model },
          { signal, onProgress: telling.update },
        ).finally(telling.stop);
        return "copied byte by byte";
      },
    },
    session,
  );
}

/** No server hands out the files that it has, so what is in no registry comes from the disk, if that is here. */
async function storeOf(
  { instance }: Backend,
  { store }: Input,
  session: Session,
): Promise<string | undefined> {
  if (store !== undefined) return store;
  if (!isOnThisMachine(instance.url)) return undefined;
  return findOllamaStore(process.env, placesOf(await session.settings()).roots);
}

type Ways = { server: string; store: string | undefined; registry: Registry };

/** Pulled where the registry has just this state of it; else copied where its files are here; else said. */
async function toDeed(
  { id: model, digest, bytes, state }: ModelDifference,
  { server, store, registry }: Ways,
): Promise<ModelDeed> {
  if (state === "same") return { model, server, deed: "keep", why: "the same is there" };
  const told = { model, server, ...(bytes !== undefined && { bytes }) };
  const kept = await checkUpdate({ id: model, digest }, registry);
  if (kept.state === "current") return { ...told, deed: "fetch", why: "from its registry" };
  const elsewhere = kept.state === "stale" ? "its registry has moved on" : "no registry has it";
  if (store !== undefined) return { ...told, deed: "copy", why: `${elsewhere}; from ${store}` };
  return { ...told, deed: "keep", why: `${elsewhere}, and its files are not on this machine: push it first` };
}
