/**
 * The numbers that are none, which Python writes into its JSON and reads again, as these words. Everywhere but in the
 * files of a registry each of them is a null: nobody else could read it.
 */
const words = ["NaN", "Infinity", "-Infinity"] as const;
type Word = (typeof words)[number];

/** Stands before a word where JSON cannot have the word alone. No file can know it. */
const mark = `${Math.random()}.${Math.random()} `;
const stringOrWord = /"[^"\\]*(?:\\.[^"\\]*)*"|-?Infinity|NaN/gs;
const markedWord = new RegExp(`"${mark.replaceAll(".", "\\.")}(-?Infinity|NaN)"`, "g");

const values = new Map<Word, unknown>();
const wordOf = new Map<unknown, Word>();

/** A null that is known again. Like a number kept as its text it is an object without a prototype, and no table. */
function valueFor(word: Word): unknown {
  const known = values.get(word);
  if (known !== undefined) return known;
  const toRaw: unknown = Reflect.get(JSON, "rawJSON");
  const value: unknown = typeof toRaw === "function" ? toRaw("null") : null;
  values.set(word, value);
  if (value !== null) wordOf.set(value, word);
  return value;
}

/** The text with its words in a form that JSON knows; nothing where it has none. */
export function withMarkedWords(text: string): string | undefined {
  let hasWords = false;
  const marked = text.replace(stringOrWord, (token) => {
    if (token.startsWith('"')) return token;
    hasWords = true;
    return `"${mark}${token}"`;
  });
  return hasWords ? marked : undefined;
}

/** The value that a marked word stands for; any other is itself. */
export function fromMarkedWord(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith(mark)) return value;
  const word = words.find((each) => value === mark + each);
  return word === undefined ? value : valueFor(word);
}

const toMarkedWord = (_key: string, value: unknown): unknown => {
  const word = typeof value === "object" ? wordOf.get(value) : undefined;
  return word === undefined ? value : mark + word;
};

/** Writes JSON as Python does: with the words that were read somewhere. Whoever met none pays nothing. */
export function toJsonText(value: unknown, indent?: string | number): string {
  if (wordOf.size === 0) return JSON.stringify(value, null, indent);
  return JSON.stringify(value, toMarkedWord, indent).replace(markedWord, "$1");
}
