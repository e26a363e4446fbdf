import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export const instructionNames = [
  ...["FROM", "PARAMETER", "TEMPLATE", "SYSTEM", "ADAPTER", "LICENSE", "MESSAGE"],
  ...["RENDERER", "PARSER", "REQUIRES", "DRAFT"],
] as const;

/** One instruction, or a comment or an empty line, which has no name. */
export type ModelfileItem = {
  name: string;
  /** The parameter's name, or the role of a message. */
  key?: string;
  value: string;
  /** As it was written; without it, it is written in the usual way. */
  text?: string;
};

const withKey = new Set(["PARAMETER", "MESSAGE"]);
const roles = new Set(["system", "user", "assistant"]);

/** The instructions of a Modelfile, each with its own text, so that what is not changed is printed as it was. */
export function parseModelfile(text: string): ModelfileItem[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const items: ModelfileItem[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (/^\s*(?:#|$)/.test(line)) {
      items.push({ name: "", value: "", text: line });
      at += 1;
      continue;
    }
    const until = endOfItem(lines, at);
    items.push(toItem(lines.slice(at, until).join("\n"), at + 1));
    at = until;
  }
  if (!items.some(({ name }) => name === "FROM"))
    throw wrong("It has no FROM, so there is nothing to build on.");
  return items;
}

/** A text that opens with quotes and does not close them on its line goes on until they are closed. */
function endOfItem(lines: readonly string[], start: number): number {
  const [, value = ""] = splitLine(lines[start] ?? "");
  const quote = value.startsWith('"""') ? '"""' : value.startsWith('"') ? '"' : undefined;
  if (quote === undefined || isClosed(value, quote)) return start + 1;
  for (let at = start + 1; at < lines.length; at += 1) {
    if ((lines[at] ?? "").trimEnd().endsWith(quote)) return at + 1;
  }
  throw wrong(`The text that begins in line ${start + 1} is never closed with ${quote}.`);
}

const isClosed = (value: string, quote: string) =>
  value.length >= 2 * quote.length && value.trimEnd().endsWith(quote);

/** The word in front, with its key where it has one, and what follows. */
function splitLine(text: string): [head: string, value: string] {
  const [, name = ""] = /^\s*(\w+)/.exec(text) ?? [];
  const pattern = withKey.has(name.toUpperCase()) ? /^\s*\w+[ \t]+\S+[ \t]*/ : /^\s*\w+[ \t]*/;
  const head = pattern.exec(text)?.[0] ?? "";
  return [head.trim(), text.slice(head.length)];
}

function toItem(text: string, line: number): ModelfileItem {
  const [head, rest] = splitLine(text);
  const [word = "", key] = head.split(/\s+/);
  const name = word.toUpperCase();
  if (!instructionNames.some((known) => known === name))
    throw wrong(
      `Line ${line} begins with ${JSON.stringify(text.trim().split(/\s/)[0])}, which is no instruction.`,
    );
  if (name === "MESSAGE" && !roles.has(key ?? ""))
    throw wrong(`Line ${line}: a message is of system, user or assistant.`);
  const value = unquote(rest);
  if (value === "" && name !== "SYSTEM" && name !== "TEMPLATE")
    throw wrong(`Line ${line}: ${name} says nothing.`);
  return { name, ...(key !== undefined && { key }), value, text };
}

function unquote(rest: string): string {
  const text = rest.trimEnd();
  for (const quote of ['"""', '"']) {
    if (text.startsWith(quote) && isClosed(text, quote)) return text.slice(quote.length, -quote.length);
  }
  return text;
}

export const printModelfile = (items: readonly ModelfileItem[]): string => items.map(printItem).join("\n");

function printItem({ name, key, value, text }: ModelfileItem): string {
  if (text !== undefined) return text;
  const needsQuotes = /\n|^["\s]|\s$/.test(value) || value === "";
  const written = needsQuotes ? `"""${value}"""` : value;
  return [name, ...(key === undefined ? [] : [key]), written].join(" ");
}

const wrong = (says: string) =>
  new ConsoleError("bad-input", `The Modelfile cannot be read. ${says}`, {
    hint: `Each instruction is one of ${instructionNames.join(", ")}.`,
  });
