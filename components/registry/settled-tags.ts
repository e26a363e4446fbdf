import { spelledAs, spelledWords } from "#cli-bridge/derive/known-words.ts";

type Spelled = { own: readonly string[]; known: readonly string[] };

/** Each tag once, spelled as the model or another has it, and what is to be said of those that were spelled otherwise. */
export function settledTags(tags: readonly string[], { own, known }: Spelled) {
  const staying = own.filter((tag) => tags.includes(tag));
  const words: string[] = [];
  const told: string[] = [];
  for (const tag of tags) {
    const kept = spelledAs(tag, [...words, ...staying], known);
    if (kept !== tag) told.push(spelledWords(tag, kept));
    if (!words.includes(kept)) words.push(kept);
  }
  return { words, told };
}
