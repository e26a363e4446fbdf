import { lstat } from "node:fs/promises";
import type { Entry } from "./entry.ts";
import { localPathOf } from "./entry-place.ts";
import { isKeptByWords, keptByOllamaOnce } from "./kept-by-ollama.ts";

type Looked = Pick<Entry, "backend" | "path" | "backendConfig">;

/**
 * Whether a model is there: its path exists, or Ollama keeps it where we cannot look. Asks the disk each time. A path
 * that is not whole here, as one of Windows or a relative one, is a name and is looked for nowhere.
 */
export const isInstalled = (entry: Looked): Promise<boolean> => installedOnce()(entry);

/** The same for many in one look. A disk that does not answer is waited for before it is asked for a store directly. */
export function installedOnce(isKept = keptByOllamaOnce()): (entry: Looked) => Promise<boolean> {
  const presenceOf = presenceOnce(isKept);
  return async (entry) => (await presenceOf(entry)) !== "gone";
}

/** Where a model is: what Ollama keeps is there by its word alone, because we look for no file of it. */
export type Presence = "there" | "kept by Ollama" | "gone";

export function presenceOnce(isKept = keptByOllamaOnce()): (entry: Looked) => Promise<Presence> {
  return async (entry) => {
    if (isKeptByWords(entry)) return "kept by Ollama";
    const path = localPathOf(entry);
    const isThere =
      path !== undefined &&
      (await lstat(path).then(
        () => true,
        () => false,
      ));
    if (isThere) return "there";
    return isKept(entry) ? "kept by Ollama" : "gone";
  };
}
