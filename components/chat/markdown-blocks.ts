/** A piece of Markdown that can be read alone. Code in fences needs no reading at all. */
export type Block = { kind: "prose" | "code"; text: string; language?: string };

const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const isIndented = (line: string) => /^(?: {2}|\t)/.test(line);
const isBlank = (line: string) => line.trim() === "";

/** Items of a list stay together so that they are numbered and spaced as one, up to here. */
const listCharsMax = 4_000;

/** What one answer is cut and read up to; the rest is one block, however long. */
const wholeMax = { blocks: 1_000, proseChars: 200_000 };

type Code = { indent: number; mark: string; language: string; lines: string[] };

/** Counted by hand: an expression for this would go back and forth over a line of tildes for minutes. */
function toOpenCode(line: string): Code | undefined {
  const indent = line.search(/[^ ]/);
  const letter = line[indent];
  if (indent > 3 || (letter !== "`" && letter !== "~")) return;
  let end = indent;
  while (line[end] === letter) end += 1;
  const rest = line.slice(end).trimStart();
  if (end - indent < 3 || (letter === "`" && rest.includes(letter))) return;
  const [language = ""] = rest.split(/\s/, 1);
  return { indent, mark: line.slice(indent, end), language, lines: [] };
}

const closes = ({ mark }: Code, line: string): boolean => {
  const said = line.trim();
  return said.length >= mark.length && said === (mark[0] ?? "").repeat(said.length);
};

const toCode = ({ indent, language, lines }: Code): Block => {
  const margin = new RegExp(`^ {0,${indent}}`);
  return { kind: "code", language, text: lines.map((line) => line.replace(margin, "")).join("\n") };
};

/** Whether what follows an empty line belongs to what stands before it. */
const goesOn = (first: string, line: string, chars: number): boolean =>
  isIndented(line) || (chars < listCharsMax && listItem.test(first) && listItem.test(line));

/** Cuts a text where one block ends and another begins, so that one that is whole is never read again while more comes. */
export function toBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let prose: string[] = [];
  let chars = 0;
  let readChars = 0;
  let code: Code | undefined;
  const endProse = () => {
    const said = prose.join("\n").trimEnd();
    if (said !== "") blocks.push({ kind: "prose", text: said });
    readChars += chars;
    prose = [];
    chars = 0;
  };
  for (const line of text.split(/\r?\n/)) {
    if (code) {
      if (!closes(code, line)) code.lines.push(line);
      else {
        blocks.push(toCode(code));
        code = undefined;
      }
      continue;
    }
    const isFull = blocks.length >= wholeMax.blocks || readChars > wholeMax.proseChars;
    code = isFull ? undefined : toOpenCode(line);
    if (code) {
      endProse();
      continue;
    }
    if (!isFull && !isBlank(line) && isBlank(prose.at(-1) ?? "x") && !goesOn(prose[0] ?? "", line, chars))
      endProse();
    if (prose.length === 0 && isBlank(line)) continue;
    prose.push(line);
    chars += line.length + 1;
  }
  endProse();
  if (code) blocks.push(toCode(code));
  return blocks;
}
