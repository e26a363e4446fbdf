/** Warnings that say the same of several things: the sentence with a gap, and what each of them puts there. */
export type AlikeWarnings = { says: string; of: string[] };

/** Two stand as well one by one. */
export const alikeMin = 3;
/** A gap in a shorter sentence would leave nothing that says what is alike. */
const wordsMin = 3;
export const gap = "…";

/** Puts warnings together that differ in a name only; each group stands where its first one stood. */
export function alikeWarnings(warnings: readonly string[]): AlikeWarnings[] {
  const read = [...new Set(warnings)].map((warning) => {
    const words = warning.split(" ");
    return { words, shapes: words.length < wordsMin ? [] : shapesOf(words) };
  });
  const counts = new Map<string, number>();
  for (const shape of read.flatMap(({ shapes }) => shapes)) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  const groups = new Map<string, string[][]>();
  for (const { words, shapes } of read) {
    const [shape] = shapes.toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
    const key = shape ?? words.join(" ");
    const held = groups.get(key);
    if (held) held.push(words);
    else groups.set(key, [words]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length < alikeMin ? group.map((words) => ({ says: words.join(" "), of: [] })) : [toAlike(group)],
  );
}

/** A sentence with gaps for its names, and with one more for a name that looks like any other word. */
function shapesOf(words: readonly string[]): string[] {
  const masked = words.map(masking);
  const others = masked.map((word, at) => masked.with(at, gapFor(word)).join(" "));
  return [...new Set([masked.join(" "), ...others])];
}

const looksLikeName = (word: string): boolean => /\d|[/\\_"]|\w[-.:]\w/.test(word);

const masking = (word: string): string => (looksLikeName(word) ? gapFor(word) : word);

/** A sentence with a gap for each word that looks like the name of something. */
export const withoutNames = (sentence: string): string => sentence.split(" ").map(masking).join(" ");

/** What ends a word belongs to the sentence. */
const endOf = (word: string): string => /[:.,;]*$/.exec(word)?.[0] ?? "";
const gapFor = (word: string): string => `${gap}${endOf(word)}`;

function toAlike(group: readonly string[][]): AlikeWarnings {
  const [first = []] = group;
  const differs = first.map((word, at) => group.some((words) => words[at] !== word));
  const namesIn = (words: readonly string[]) =>
    words.filter((_, at) => differs[at]).map((word) => word.slice(0, word.length - endOf(word).length));
  return {
    says: first.map((word, at) => (differs[at] ? gapFor(word) : word)).join(" "),
    of: group.map((words) => namesIn(words).join(", ")),
  };
}
