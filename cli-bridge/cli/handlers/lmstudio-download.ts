import { modelDeed } from "../model-deed.ts";
import { pullOne } from "../pull-one.ts";
import { guardAbility, withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const lmstudioDownload: Handler<"lmstudio-download"> = (input, session) =>
  withBackend(session, { said: input.backend, kinds: ["lmstudio"] }, async (backend) => {
    await guardAbility(backend, "download");
    const { instance, http, adapter } = backend;
    const { model, quantization } = input;
    return modelDeed(
      {
        name: "lmstudio-download",
        input,
        done: "Downloaded",
        stopped: "LM Studio goes on by itself; only its own window can stop it.",
        look: async () => {
          const has = (await adapter.list(http)).some(({ id }) => id === model);
          const server = instance.name;
          return has
            ? {
                models: [{ model, server, deed: "keep", why: "it is there" }],
                summary: "Nothing to do: it is there.",
              }
            : { models: [{ model, server, deed: "fetch" }], summary: `${model} to download at ${server}.` };
        },
        carryOut: (_deed, signal) => pullOne(backend, model, { session, signal, quantization }),
      },
      session,
    );
  });
