import { createModel } from "#lib/backends/ollama/create-model.ts";
import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { modelDeed } from "../model-deed.ts";
import { modelSources, readRecipe, sendSources } from "../ollama-recipe.ts";
import { placesOf } from "../places-of.ts";
import { startPullProgress } from "../pull-progress.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaCreate: Handler<"ollama-create"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, async ({ instance, http }) => {
    const model = toIdSaid(input.name);
    const within = session.isHeard ? placesOf(await session.settings()).roots : undefined;
    const draft = await readRecipe(input, model, within);
    const sources = modelSources(draft);
    return modelDeed(
      {
        name: "ollama-create",
        input,
        done: "Created",
        look: async (signal) => {
          const { models } = await readList(http, { isListOnly: true, signal });
          const has = (name: string) => models.some(({ id }) => id === name);
          const { from } = draft.creation;
          const missing = from !== undefined && !has(toIdSaid(from));
          return {
            models: [
              { model, server: instance.name, deed: "create", why: `from ${from ?? sources.join(", ")}` },
            ],
            summary: `${model} to be created at ${instance.name}.`,
            warnings: [
              ...(has(model) ? [`${model} is there already and will be replaced.`] : []),
              ...(missing ? [`${instance.name} does not have ${from} and will fetch it first.`] : []),
            ],
          };
        },
        carryOut: async (_, signal) => {
          const telling = startPullProgress({ tell: session.tellProgress, item: model, phase: "creating" });
          try {
            const creation = await sendSources(http, draft, { signal, onProgress: telling.update });
            await createModel(http, creation, { signal, onProgress: telling.update });
          } finally {
            telling.stop();
          }
          return "is there";
        },
      },
      session,
    );
  });
