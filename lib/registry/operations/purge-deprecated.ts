import type { Operation } from "./maintain.ts";

const placeholder = "model-ollama-gguf";

/** Deprecated entries go, from whichever layers hold them. */
export function purgeDeprecated({ placeholdersOnly }: { placeholdersOnly: boolean }): Operation {
  return ({ entries }) => ({
    findings: entries
      .filter(({ deprecated, name }) => deprecated && (!placeholdersOnly || name.startsWith(placeholder)))
      .map(({ name }) => ({ deed: "remove", name, why: "it is deprecated" })),
  });
}
