/**
 * The numbers that are none, which Python writes into its JSON and reads again, as these words. Everywhere but in the
 * files of a registry each of them is a null: nobody else could read it.
 */
const words = ["NaN", "Infinity", "-Infinity"] as const;
type Word = (typeof words)[number];

/** Stands before a word where JSON cannot have the word alone. No file can know it. */
const mark = `${Math.random()}.${Math.random()} `;
/** A word before a colon is a key, which Python does not read either. */
const bareWord = /(?:-?Infinity|NaN)(?!\s*:)/g;
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
  const pieces: string[] = [];
  const isWithinString = stringsOf(text);
  let done = 0;
  for (const { 0: word, index } of text.matchAll(bareWord)) {
    if (isWithinString(index)) continue;
    pieces.push(text.slice(done, index), `"${mark}${word}"`);
    done = index + word.length;
  }
  return pieces.length === 0 ? undefined : pieces.join("") + text.slice(done);
}

/** Whether a place lies within a string, for places that are asked from first to last: each quote is looked at once. */
function stringsOf(text: string): (place: number) => boolean {
  let isWithin = false;
  let quote = text.indexOf('"');
  return (place) => {
    while (quote !== -1 && quote < place) {
      if (!isWithin || !isEscaped(text, quote)) isWithin = !isWithin;
      quote = text.indexOf('"', quote + 1);
    }
    return isWithin;
  };
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

/** The value that a marked word stands for; any other is itself. */
export function fromMarkedWord(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith(mark)) return value;
  const word = words.find((each) => value === mark + each);
  return word === undefined ? value : valueFor(word);
}

/** The word that a value was read as, if it was one. */
export const numberWordOf = (value: unknown): string | undefined => wordOf.get(value);

const plain = { configurable: true, enumerable: true, writable: true };

/** Puts the values of marked words in their places. A parser that asks of each value takes five times as long. */
export function takeMarkedWords(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return fromMarkedWord(value);
  const table = value as Record<string, unknown>;
  for (const key in table) {
    const inner = table[key];
    const taken = takeMarkedWords(inner);
    // Assigned plainly, a key called __proto__ would be none.
    if (taken !== inner) Object.defineProperty(table, key, { ...plain, value: taken });
  }
  return value;
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
