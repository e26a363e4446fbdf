import { isPlaceholderName } from "../placeholder-name.ts";
import type { Operation } from "./maintain.ts";

/** Deprecated entries go, from whichever layers hold them. */
export function purgeDeprecated({ placeholdersOnly }: { placeholdersOnly: boolean }): Operation {
  return ({ entries }) => ({
    findings: entries
      .filter(({ deprecated, name }) => deprecated && (!placeholdersOnly || isPlaceholderName(name)))
      .map(({ name }) => ({ deed: "remove", name, why: "it is deprecated" })),
  });
}
