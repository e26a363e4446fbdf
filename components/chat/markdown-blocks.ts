/** A piece of Markdown that can be read alone. Code in fences needs no reading at all. */
export type Block = { kind: "prose" | "code"; text: string; language?: string };

const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const isIndented = (line: string) => /^(?: {2}|\t)/.test(line);
const isBlank = (line: string) => line.trim() === "";

/** Items of a list stay together so that they are numbered and spaced as one, up to here. */
const listCharsMax = 4_000;

type Code = { indent: number; mark: string; language: string; lines: string[] };

const closes = ({ mark }: Code, line: string): boolean => {
  const said = line.trim();
  return said.length >= mark.length && said === (mark[0] ?? "").repeat(said.length);
};

const toCode = ({ indent, language, lines }: Code): Block => ({
  kind: "code",
  language,
  text: lines.map((line) => line.replace(new RegExp(`^ {0,${indent}}`), "")).join("\n"),
});

/** Whether what follows an empty line belongs to what stands before it. */
function goesOn(prose: readonly string[], line: string): boolean {
  if (isIndented(line)) return true;
  const chars = prose.reduce((sum, { length }) => sum + length, 0);
  return listItem.test(prose[0] ?? "") && listItem.test(line) && chars < listCharsMax;
}

/** Cuts a text where one block ends and another begins, so that one that is whole is never read again while more comes. */
export function toBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let prose: string[] = [];
  let code: Code | undefined;
  const endProse = () => {
    const said = prose.join("\n").trimEnd();
    if (said !== "") blocks.push({ kind: "prose", text: said });
    prose = [];
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
    const [, indent = "", mark, language = ""] = fence.exec(line) ?? [];
    if (mark !== undefined) {
      endProse();
      code = { indent: indent.length, mark, language, lines: [] };
      continue;
    }
    if (!isBlank(line) && isBlank(prose.at(-1) ?? "x") && !goesOn(prose, line)) endProse();
    if (prose.length > 0 || !isBlank(line)) prose.push(line);
  }
  endProse();
  if (code) blocks.push(toCode(code));
  return blocks;
}
