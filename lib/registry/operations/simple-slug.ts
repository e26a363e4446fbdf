import { basename } from "node:path";
import { type Entry, isOllamaPath } from "../entry.ts";
import { displayNameOf, familyOf, nameOfDisplay } from "./simple-name.ts";
import { namingOfServedId } from "./simple-ollama-name.ts";

/** The name that an entry would have if no other wanted the same, and the words that may tell the two apart. */
export type SimpleSlug = { entry: Entry; slug: string; display: string; words: string[] };

export type Disambiguation = "backend" | "format" | "none";

/** Marks test entries, so that none stands in the way of a real model. */
const testGuard = "__TESTZZZ__";

export const isOllamaEntry = ({ backend, sourceProvider, path }: Entry): boolean =>
  backend === "ollama" || sourceProvider === "ollama" || (path !== undefined && isOllamaPath(path));

export const isGuardedTest = ({ testing, name }: Entry): boolean => testing || name.startsWith(testGuard);

export function simpleSlugOf(entry: Entry, disambiguate: Disambiguation): SimpleSlug {
  const plain = displayNameOf({
    ...namingOf(entry),
    backend: isOllamaEntry(entry) ? "ollama" : entry.backend,
  });
  const display = isGuardedTest(entry) ? `${testGuard}${plain}` : plain;
  return { entry, slug: nameOfDisplay(display), display, words: wordsOf(entry, disambiguate) };
}

function namingOf(entry: Entry): { family: string; quantization: string | undefined } {
  const { quantization } = entry;
  if (isOllamaEntry(entry)) {
    const id = entry.servedModelId ?? entry.path?.replace(/^ollama:\/*/i, "");
    if (id !== undefined) {
      const named = namingOfServedId(id);
      return { family: named.family, quantization: quantization ?? named.quantization };
    }
  }
  const repo = entry.huggingfaceId
    ?.split("/")
    .at(-1)
    ?.replace(/@.*$/s, "")
    .replace(/\.gguf$/i, "");
  return { family: familyOf(repo || entry.family || bareNameOf(entry.name)), quantization };
}

/** An entry of which nothing else is known is called as it was, without what a name says beside the family. */
const bareNameOf = (name: string) =>
  name
    .replace(testGuard, "")
    .replace(/__[^()]*$/, "")
    .replace(/_?\([^()]*\)$/, "");

function wordsOf({ backend, format, producer, path }: Entry, disambiguate: Disambiguation): string[] {
  if (disambiguate === "none") return [];
  const [first, second] = disambiguate === "format" ? [format, backend] : [backend, format];
  const folder = path === undefined || isOllamaPath(path) ? undefined : basename(path);
  return [first, producer, second, folder].map((word) =>
    (word ?? "").toLowerCase().replace(/[^a-z0-9.-]+/g, "-"),
  );
}
