import { dirname } from "node:path";
import { isInUsualStore, isOllamaStoreNow } from "#lib/weights/ollama-store.ts";
import { type Entry, isOllamaPath } from "./entry.ts";
import { placeKindOf } from "./entry-place.ts";

type Kept = Pick<Entry, "backend" | "path" | "backendConfig">;

/**
 * Whether Ollama keeps a model where we do not look: its path is Ollama's own name for it, or lies in a store of
 * Ollama's, as the original writes it, or it never had one. Files that Ollama is only to serve are files like others.
 */
export const isKeptByOllama = (entry: Kept): boolean => keptByOllamaOnce()(entry);

/** The same for many, each folder asked once. For one look. */
export function keptByOllamaOnce(isStore = isOllamaStoreNow): (entry: Kept) => boolean {
  const known = new Map<string, boolean>();
  const isInStore = (path: string): boolean => {
    const folder = dirname(path);
    if (folder === dirname(folder)) return false;
    const answer = known.get(folder) ?? (isStore(folder) || isInStore(folder));
    known.set(folder, answer);
    return answer;
  };
  return (entry) => {
    const told = toldByWords(entry);
    return typeof told === "boolean" ? told : isInStore(told.place);
  };
}

/** The same where no disk has to be asked, which may not answer. */
export const isKeptByWords = (entry: Kept): boolean => toldByWords(entry) === true;

/** The answer where the words of an entry tell it; else the place at which a store has to be looked for. */
function toldByWords({ backend, path, backendConfig }: Kept): boolean | { place: string } {
  if (path !== undefined && isOllamaPath(path)) return true;
  if (backend !== "ollama") return false;
  // What was forgotten is still known by where it lay.
  const place = path ?? backendConfig.modelPath;
  if (place === undefined || isOllamaPath(place)) return true;
  if (placeKindOf({ path: place }) !== "local") return false;
  return isInUsualStore(place) || { place };
}
