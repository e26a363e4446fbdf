import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { guardNamed } from "../guard-named.ts";
import { letGo } from "../let-go.ts";
import { type ModelDeed, modelDeed } from "../model-deed.ts";
import { guardAbility, withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const backendUnload: Handler<"backend-unload"> = (input, session) =>
  withBackend(session, { said: input.backend }, async (backend) => {
    const { instance, http, adapter } = backend;
    await guardAbility(backend, "unload");
    const wanted = input.all ? [] : guardNamed(input.models, "backend-unload");
    if (input.all && input.models?.length) throw both;
    return modelDeed(
      {
        name: "backend-unload",
        input,
        done: "Unloaded",
        look: async () => {
          const loaded = await adapter.loaded(http);
          const names = input.all ? loaded.map(({ id }) => id) : wanted;
          const deeds = names.map((name): ModelDeed => {
            const found = loaded.find(({ id }) => id === name) ?? loaded.find(({ model }) => model === name);
            const told = { model: found?.id ?? name, server: instance.name };
            if (!found) return { ...told, deed: "keep", why: "it is not in memory" };
            return {
              ...told,
              deed: "unload",
              ...(found.bytes !== undefined && { bytes: Math.round(found.bytes) }),
            };
          });
          const going = deeds.filter(({ deed }) => deed === "unload");
          const bytes = going.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
          const freed = bytes > 0 ? `; about ${toByteWords(bytes)} of memory come free` : "";
          return {
            models: deeds,
            summary:
              going.length === 0
                ? "Nothing to unload."
                : `${toCountWords(going.length, "model")} to unload from ${instance.name}${freed}.`,
          };
        },
        carryOut: async ({ model }, signal) => {
          session.tellProgress({ phase: "unloading", unit: "percent", done: 0, item: model });
          await letGo(backend, model, { session, signal });
          return "is out of memory";
        },
      },
      session,
    );
  });

const both = new ConsoleError("bad-input", "Name models or say --all, and not both.", {
  hint: "Without --all only those that are named are unloaded.",
});
