/** Words as a shell would take them from a text, and the text that gives these words again. Nothing here is ever run. */

export type SplitText = {
  words: string[];
  /** What keeps the text from being understood to its end. */
  problem?: string;
};

type Open = { quote: "'" | '"'; line: number };

/** Spaces and line breaks part words; quotes hold them together, and a backslash takes the next sign as it is. */
export function splitWords(text: string): SplitText {
  const words: string[] = [];
  let word: string | undefined;
  let open: Open | undefined;
  let line = 1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === "\n") line += 1;
    if (open?.quote === "'") {
      if (sign === "'") open = undefined;
      else word += sign;
    } else if (sign === "\\" && takesNext(text[at + 1], open)) {
      at += 1;
      if (text[at] !== "\n") word = (word ?? "") + text[at];
    } else if (open) {
      if (sign === '"') open = undefined;
      else word += sign;
    } else if (sign === "'" || sign === '"') {
      open = { quote: sign, line };
      word ??= "";
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + sign;
  }
  if (word !== undefined) words.push(word);
  return open ? { words, problem: `The ${open.quote} in line ${open.line} is never closed.` } : { words };
}

/** Within double quotes a backslash is only a backslash, except in front of what would end or change them. */
function takesNext(next: string | undefined, open: Open | undefined): boolean {
  if (next === undefined) return false;
  return open === undefined || ['"', "\\", "$", "`", "\n"].includes(next);
}

const plain = /^[A-Za-z0-9_@%+=:,./~^-]+$/;

export const quoteWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Whether a word is the value of the option in front of it. A number below nought is a value too. */
export const isValue = (word: string | undefined): word is string =>
  word !== undefined && (!word.startsWith("-") || /^-\.?\d/.test(word));

export const isFlag = (word: string): boolean => word.startsWith("-") && !isValue(word) && word !== "-";

/** One option a line, with its values behind it. */
export function toLines(words: readonly string[]): string[][] {
  const lines: string[][] = [];
  for (const word of words) {
    const before = lines.at(-1);
    const takes = before !== undefined && isFlag(before[0] ?? "") && !before[0]?.includes("=");
    if (takes && isValue(word)) before.push(word);
    else lines.push([word]);
  }
  return lines;
}

export const joinWords = (words: readonly string[]): string =>
  toLines(words)
    .map((line) => line.map(quoteWord).join(" "))
    .join("\n");
