/** Anything that is not plain printable ASCII, a tab or a line end needs a closer look. */
const suspicious = /[^\t\n\x20-\x7e]/;

export function isPlain(text: string): boolean {
  return !suspicious.test(text);
}

/** What a terminal would still show of a line whose start was written over after `\r`. */
export function lastRewriteOf(line: string): string {
  const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
  if (!bare.includes("\r")) return bare;
  return bare.split("\r").findLast((part) => part !== "") ?? "";
}

const patterns = [
  "\\x1b\\][^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?", // OSC: titles, links, the clipboard
  "[\\x1b]?[\\x90\\x98\\x9d-\\x9f][^\\x1b\\x9c\\x07]*(?:\\x1b\\\\|\\x9c|\\x07)?", // the same and DCS, one byte long
  "\\x1b[PX^_][^\\x1b\\x9c]*(?:\\x1b\\\\|\\x9c)?", // DCS, SOS, PM, APC
  "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]", // CSI
  "\\x1b[ -/]*[0-~]?", // every other escape
  "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]", // C0 but the tab, DEL, C1
  "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", // text that turns the direction of other text
];
const control = new RegExp(patterns.join("|"), "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape of a colour is a control character -- colours are kept.
const colour = /^\x1b\[[0-9;:]*m$/;

/** One line without anything that could steer a terminal, a page or a reader's eye; colours stay. */
export function cleanLine(line: string): string {
  return lastRewriteOf(line).replace(control, (found) => (colour.test(found) ? found : ""));
}
