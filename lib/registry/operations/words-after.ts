import { spelledAs, spelledWords } from "#cli-bridge/derive/known-words.ts";
import { nameOf, type RawEntry, type RawLayers } from "../raw-entry.ts";
import { layerNames } from "../registry-files.ts";

/** What is said of an entry's roles or tags. */
export type WordsSaid = {
  /** These alone. */
  all?: readonly string[] | undefined;
  add?: readonly string[] | undefined;
  drop?: readonly string[] | undefined;
  clear?: boolean | undefined;
};

const trimmed = (words: readonly string[] = []) =>
  words.map((word) => word.trim()).filter((word) => word !== "");

/**
 * The words of an entry after it was said what they are to be. One that only its capitals set apart from another that
 * is known is that other one, and it is told: first as the entry has it, then as others do. What is taken away is no
 * spelling to follow, so that a word is spelled anew by dropping the one and adding the other.
 */
export function wordsAfter(had: readonly string[], said: WordsSaid, known: Iterable<string>) {
  const own = trimmed(had);
  const dropped = new Set(trimmed(said.drop).map((word) => spelledAs(word, own)));
  const all = said.all && trimmed(said.all);
  const staying = own.filter((word) => !said.clear && !dropped.has(word));
  const elsewhere = [...known].filter((word) => !dropped.has(word));
  const words = new Set(all ? [] : staying);
  const warnings: string[] = [];
  for (const word of [...(all ?? []), ...trimmed(said.add)]) {
    const kept = spelledAs(word, [...words, ...staying], elsewhere);
    if (kept !== word) warnings.push(spelledWords(word, kept));
    words.add(kept);
  }
  return { words: [...words].filter((word) => !dropped.has(word)), warnings };
}

/** How the words of all entries are spelled, and those of the entries that are not of these names. */
export function wordsIn(layers: RawLayers, names: readonly string[], wordsOf: (raw: RawEntry) => string[]) {
  const [everywhere, elsewhere] = [new Set<string>(), new Set<string>()];
  const named = new Set(names);
  for (const element of layerNames.flatMap((layer) => layers[layer])) {
    const name = nameOf(element);
    if (name === undefined) continue;
    for (const word of trimmed(wordsOf(element as RawEntry))) {
      everywhere.add(word);
      if (!named.has(name)) elsewhere.add(word);
    }
  }
  return { everywhere, elsewhere };
}
