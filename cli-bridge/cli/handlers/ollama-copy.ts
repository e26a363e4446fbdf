import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { copyModel } from "#lib/backends/ollama/ollama-adapter.ts";
import { modelDeed } from "../model-deed.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaCopy: Handler<"ollama-copy"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, ({ instance, http }) => {
    const [source, destination] = [toIdSaid(input.source), toIdSaid(input.destination)];
    return modelDeed(
      {
        name: "ollama-copy",
        input,
        done: "Copied",
        look: async (signal) => {
          const { models } = await readList(http, { isListOnly: true, signal });
          const has = (name: string) => models.some(({ id }) => id === name);
          const missing = {
            what: source,
            why: `${instance.name} has no such model`,
            hint: "See what it has: modeldeck ollama-list",
          };
          return {
            models: [{ model: source, server: instance.name, deed: "copy", why: `as ${destination}` }],
            summary: `${source} to be known as ${destination} too; no bytes are copied.`,
            warnings: has(destination)
              ? [`${destination} is there already and will mean this model instead.`]
              : [],
            blocked: has(source) ? [] : [missing],
          };
        },
        carryOut: async () => {
          await copyModel(http, source, destination);
          return `is ${destination} too`;
        },
      },
      session,
    );
  });
