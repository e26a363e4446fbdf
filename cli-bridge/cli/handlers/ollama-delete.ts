import { readList } from "#lib/backends/ollama/list-models.ts";
import { loadedModels } from "#lib/backends/ollama/loaded-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { removeModel } from "#lib/backends/ollama/ollama-adapter.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { guardNamed } from "../guard-named.ts";
import { modelDeed } from "../model-deed.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaDelete: Handler<"ollama-delete"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, ({ instance, http }) => {
    const server = instance.name;
    const wanted = [...new Set(guardNamed(input.models, "ollama-delete").map(toIdSaid))];
    return modelDeed(
      {
        name: "ollama-delete",
        input,
        done: "Deleted",
        look: async (signal) => {
          const [{ models }, loaded] = await Promise.all([
            readList(http, { isListOnly: true, signal }),
            loadedModels(http, signal),
          ]);
          const deeds = wanted.map((model) => {
            const found = models.find(({ id }) => id === model);
            return found
              ? { model, server, deed: "erase" as const, bytes: found.bytes }
              : { model, server, deed: "keep" as const, why: "it is gone already" };
          });
          const bytes = deeds.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
          const count = deeds.filter(({ deed }) => deed === "erase").length;
          const inMemory = loaded.filter(({ model }) => wanted.includes(model));
          return {
            models: deeds,
            summary:
              count === 0
                ? "Nothing to do: none of them is there."
                : `${toCountWords(count, "model")} to delete for ever, ${toByteWords(bytes)} at most; layers that others share stay.`,
            warnings: inMemory.map(
              ({ model }) => `${model} is in memory and stays there until it is unloaded.`,
            ),
          };
        },
        carryOut: async ({ model }) => {
          await removeModel(http, model);
          return "deleted";
        },
      },
      session,
    );
  });
