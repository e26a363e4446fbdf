/** Names and paths may hold commas: in a list of items they are said with a backslash before them. */
export const joinItems = (items: readonly string[]): string =>
  items.map((item) => item.replace(/[\\,]/g, "\\$&")).join(",");

/** Reads such a list back. A backslash before anything else stands for itself. */
export function splitItems(text: string): string[] {
  const items = [""];
  for (const [piece] of text.matchAll(/\\[\\,]|[\s\S]/gu)) {
    if (piece === ",") items.push("");
    else items[items.length - 1] += piece.length > 1 && piece.startsWith("\\") ? piece.slice(1) : piece;
  }
  return items;
}
