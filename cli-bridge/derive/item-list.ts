/** Names and paths may hold commas: in a list of items they are said with a backslash before them. */
export const joinItems = (items: readonly string[]): string =>
  items.map((item) => item.replace(/[\\,]/g, "\\$&")).join(",");

/** No system takes a word of more than some 128 KB, and a letter is up to four bytes. */
const wordMax = 30_000;

/** Such a list in as many words as it needs; a list that is said several times is one list. */
export function toItemWords(items: readonly string[]): string[] {
  const words: string[] = [];
  for (const item of items.map((each) => joinItems([each]))) {
    const before = words.at(-1);
    if (before === undefined || before.length + item.length >= wordMax) words.push(item);
    else words[words.length - 1] = `${before},${item}`;
  }
  return words;
}

/** Reads such a list back. A backslash before anything else stands for itself. */
export function splitItems(text: string): string[] {
  const items = [""];
  for (const [piece] of text.matchAll(/\\[\\,]|[\s\S]/gu)) {
    if (piece === ",") items.push("");
    else items[items.length - 1] += piece.length > 1 && piece.startsWith("\\") ? piece.slice(1) : piece;
  }
  return items;
}
