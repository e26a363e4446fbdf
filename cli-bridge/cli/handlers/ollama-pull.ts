import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { toCountWords } from "#lib/format.ts";
import { guardNamed } from "../guard-named.ts";
import { modelDeed } from "../model-deed.ts";
import { pullOne } from "../pull-one.ts";
import { readOllamaList } from "../read-ollama-list.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaPull: Handler<"ollama-pull"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, async (backend) => {
    const { instance, http } = backend;
    const listed = input.list === undefined ? undefined : await readOllamaList(input.list);
    const named = listed && !input.models?.length ? [] : guardNamed(input.models, "ollama-pull");
    // A registry without a certificate is asked only by a name that begins with http://, so the words are kept.
    const said = new Map([...(listed ?? []), ...named].map((name) => [toIdSaid(name), name.trim()]));
    const wanted = [...said.keys()];
    const fresh = new Set(named.map(toIdSaid));
    return modelDeed(
      {
        name: "ollama-pull",
        input,
        done: "Pulled",
        stopped: "Ollama keeps what has arrived; the same command goes on from there.",
        look: async (signal) => {
          const { models } = await readList(http, { isListOnly: true, signal });
          const has = (name: string) => models.some(({ id }) => id === name);
          const deeds = wanted.map((model) => {
            // One that is named is asked for anew, since it may have moved on; one of a list only if it is not there.
            if (has(model) && !fresh.has(model))
              return { model, server: instance.name, deed: "keep" as const, why: "it is there" };
            const why = has(model) ? "what has changed of it" : undefined;
            return { model, server: instance.name, deed: "fetch" as const, ...(why && { why }) };
          });
          const count = deeds.filter(({ deed }) => deed === "fetch").length;
          const summary =
            count === 0
              ? "Nothing to do: all of them are there."
              : `${toCountWords(count, "model")} to pull.`;
          return { models: deeds, summary };
        },
        carryOut: ({ model }, signal) =>
          pullOne(backend, model, { session, signal, insecure: input.insecure }),
      },
      session,
    );
  });
