export type AnsiSpan = { text: string; className: string };

/** Colours of a terminal, said in the tokens of the console: readable in both themes, and never a style. */
const inks: Readonly<Record<number, string>> = {
  0: "text-muted",
  1: "text-danger",
  2: "text-ok",
  3: "text-warning",
  4: "text-accent",
  5: "text-accent-strong",
  6: "text-accent",
};

type Look = { ink: string; bold: boolean; dim: boolean; italic: boolean; underline: boolean };
const plain: Look = { ink: "", bold: false, dim: false, italic: false, underline: false };

function inkOf(code: number): string | undefined {
  if (code >= 30 && code <= 37) return inks[code - 30] ?? "";
  if (code >= 90 && code <= 97) return inks[code - 90] ?? "";
  return code === 39 ? "" : undefined;
}

function lookAfter(look: Look, codes: readonly number[]): Look {
  let next = look;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    // A colour out of 256, or out of all, has its figures behind it; they are not codes of their own.
    if (code === 38 || code === 48) index += codes[index + 1] === 2 ? 4 : 2;
    else next = withCode(next, code);
  }
  return next;
}

function withCode(look: Look, code: number): Look {
  if (code === 0) return plain;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 3) return { ...look, italic: true };
  if (code === 4) return { ...look, underline: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 23) return { ...look, italic: false };
  if (code === 24) return { ...look, underline: false };
  const ink = inkOf(code);
  return ink === undefined ? look : { ...look, ink };
}

const classOf = ({ ink, bold, dim, italic, underline }: Look): string =>
  [ink || (dim ? "text-muted" : ""), bold && "font-semibold", italic && "italic", underline && "underline"]
    .filter(Boolean)
    .join(" ");

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what this finds.
const sequence = /\u001b(?:\[([0-9;]*)m|\[[0-?]*[ -/]*[@-~]|.)?/g;

/** A line cut where its colours change. Whatever else a control sequence asks for is dropped. */
export function ansiSpansOf(line: string): AnsiSpan[] {
  if (!line.includes("\u001b")) return line === "" ? [] : [{ text: line, className: "" }];
  const spans: AnsiSpan[] = [];
  let look = plain;
  let from = 0;
  for (const found of line.matchAll(sequence)) {
    if (found.index > from) spans.push({ text: line.slice(from, found.index), className: classOf(look) });
    if (found[1] !== undefined) look = lookAfter(look, found[1].split(";").map(Number));
    from = found.index + found[0].length;
  }
  if (from < line.length) spans.push({ text: line.slice(from), className: classOf(look) });
  return spans;
}

export const plainTextOf = (line: string): string => line.replaceAll(sequence, "");
