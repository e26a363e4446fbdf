import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { checkUpdate, type UpdateCheck } from "#lib/backends/ollama/remote-manifest.ts";
import { toCountWords } from "#lib/format.ts";
import { type ModelDeed, modelDeed } from "../model-deed.ts";
import { nameFor, registryFor } from "../ollama-registry.ts";
import { pullOne } from "../pull-one.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

const askedAtOnce = 4;

export const ollamaUpdate: Handler<"ollama-update"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, (backend) => {
    const { instance, http } = backend;
    const wanted = (input.models ?? []).map(toIdSaid);
    return modelDeed(
      {
        name: "ollama-update",
        input,
        done: "Updated",
        stopped: "Ollama keeps what has arrived; the same command goes on from there.",
        look: async (signal) => {
          const { models } = await readList(http, { isListOnly: true, signal });
          const asked = wanted.length === 0 ? models : models.filter(({ id }) => wanted.includes(id));
          const checks = new Map<string, UpdateCheck>();
          const waiting = asked.values();
          const work = async (): Promise<void> => {
            for (const model of waiting) {
              checks.set(model.id, await checkUpdate(model, registryFor(input.insecure, signal)));
              const done = { done: checks.size, total: asked.length };
              session.tellProgress({ phase: "comparing", unit: "entries", item: model.id, ...done });
            }
          };
          await Promise.all(Array.from({ length: askedAtOnce }, work));
          const gone = wanted.filter((name) => !models.some(({ id }) => id === name));
          const deeds = asked.map(({ id }) => toDeed(id, instance.name, checks.get(id)));
          const stale = deeds.filter(({ deed }) => deed === "fetch").length;
          return {
            models: deeds,
            summary:
              stale === 0
                ? `Nothing to do: of ${toCountWords(asked.length, "model")} none has moved on.`
                : `${stale} of ${toCountWords(asked.length, "model")} moved on and will be pulled.`,
            warnings: gone.map((name) => `${instance.name} has no ${name}.`),
          };
        },
        carryOut: ({ model }, signal) =>
          pullOne(backend, nameFor(model, input.insecure), { session, signal, insecure: input.insecure }),
      },
      session,
    );
  });

function toDeed(model: string, server: string, check: UpdateCheck | undefined): ModelDeed {
  if (check?.state === "stale")
    return {
      model,
      server,
      deed: "fetch",
      bytes: check.bytes,
      why: "moved on; only what changed of it comes",
    };
  const why =
    check?.state === "current" ? "as in its registry" : `nobody can tell: ${check?.why ?? "not asked"}`;
  return { model, server, deed: "keep", why };
}
