import { pushModel } from "#lib/backends/ollama/follow-progress.ts";
import { readList } from "#lib/backends/ollama/list-models.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { modelDeed } from "../model-deed.ts";
import { startPullProgress } from "../pull-progress.ts";
import { withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const ollamaPush: Handler<"ollama-push"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["ollama"] }, ({ instance, http }) => {
    const model = toIdSaid(input.model);
    return modelDeed(
      {
        name: "ollama-push",
        input,
        done: "Pushed",
        stopped: "What has arrived stays in the registry; the same command goes on from there.",
        look: async (signal) => {
          const { models } = await readList(http, { isListOnly: true, signal });
          const found = models.find(({ id }) => id === model);
          const where = model.includes("/") ? [] : [nameless(model)];
          const missing = found ? [] : [{ what: model, why: `${instance.name} has no such model` }];
          return {
            models: [{ model, server: instance.name, deed: "send", bytes: found?.bytes }],
            summary: `${model} to be sent to the registry in its name.`,
            warnings: ["Whoever can read that registry can fetch it, with its template and system prompt."],
            blocked: [...missing, ...where],
          };
        },
        carryOut: async (_, signal) => {
          const telling = startPullProgress({ tell: session.tellProgress, item: model, phase: "pushing" });
          await pushModel(http, model, {
            signal,
            onProgress: telling.update,
            ...(input.insecure && { insecure: true }),
          }).finally(telling.stop);
          return "is in the registry";
        },
      },
      session,
    );
  });

const nameless = (model: string) => ({
  what: model,
  why: "its name does not say whose it is, so no registry would take it",
  hint: "Give it a name such as you/model:tag with: modeldeck ollama-copy",
});
