import { decodeKey } from "./toml-value.ts";

export type Span = { from: number; to: number };

/** `key = value`, with the places of both, its whole line, and the braces that it stands in, if any. */
export type TomlPair = {
  path: readonly string[];
  table: readonly string[];
  key: Span;
  value: Span;
  line: Span;
  braces?: Span;
};
export type TomlHeader = { path: readonly string[]; isArray: boolean; line: Span };
export type TomlMap = { headers: TomlHeader[]; pairs: TomlPair[] };

/**
 * Finds where everything stands in a TOML text that is known to parse. What lies in an array of tables has no path of
 * its own and is left out of the pairs.
 */
export function scanToml(text: string): TomlMap {
  const map: TomlMap = { headers: [], pairs: [] };
  let header: TomlHeader | undefined;
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; ) {
    const from = at;
    at = skipBlank(text, at);
    const sign = text[at];
    if (sign === undefined || sign === "#" || sign === "\n" || sign === "\r") {
      at = nextLine(text, at);
    } else if (sign === "[") {
      const isArray = text[at + 1] === "[";
      const key = readKey(text, at + (isArray ? 2 : 1));
      at = nextLine(text, key.to);
      header = { path: key.parts, isArray, line: { from, to: at } };
      map.headers.push(header);
    } else {
      const pair = readPair(text, at, header?.path ?? []);
      at = nextLine(text, pair.value.to);
      const whole = { ...pair, line: { from, to: at } };
      if (!isInArray(map.headers, header)) map.pairs.push(whole, ...pairsInside(text, whole));
    }
  }
  return map;
}

export const startsWith = (path: readonly string[], beginning: readonly string[]): boolean =>
  beginning.every((part, index) => path[index] === part);

function isInArray(headers: readonly TomlHeader[], header: TomlHeader | undefined): boolean {
  return (
    header !== undefined && headers.some(({ isArray, path }) => isArray && startsWith(header.path, path))
  );
}

type Line = Omit<TomlPair, "line">;

function readPair(text: string, at: number, table: readonly string[]): Line {
  const key = readKey(text, at);
  const from = skipBlank(text, skipBlank(text, key.to) + 1);
  const value = { from, to: skipValue(text, from) };
  return { path: [...table, ...key.parts], table, key: { from: at, to: key.to }, value };
}

/** The pairs in an inline table, however deep. */
function pairsInside(text: string, { path, value, line }: TomlPair): TomlPair[] {
  if (text[value.from] !== "{") return [];
  const pairs: TomlPair[] = [];
  for (let at = skipGap(text, value.from + 1); text[at] !== "}" && at < value.to; at = skipGap(text, at)) {
    const pair = { ...readPair(text, at, path), line, braces: value };
    pairs.push(pair, ...pairsInside(text, pair));
    at = pair.value.to;
  }
  return pairs;
}

function readKey(text: string, from: number): { parts: string[]; to: number } {
  const parts: string[] = [];
  for (let at = skipBlank(text, from); ; at = skipBlank(text, at + 1)) {
    const quote = text[at];
    const to = quote === '"' || quote === "'" ? skipString(text, at) : skipBare(text, at);
    if (to === at) throw new Error(`No key stands at ${at}.`);
    parts.push(decodeKey(text.slice(at, to)));
    at = skipBlank(text, to);
    if (text[at] !== ".") return { parts, to };
  }
}

function skipBare(text: string, from: number): number {
  let at = from;
  while (/[A-Za-z0-9_-]/.test(text[at] ?? "")) at += 1;
  return at;
}

export function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

/** Passes over spaces, line ends, commas and comments between the items of a list or an inline table. */
export function skipGap(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text[at] === "#") at = nextLine(text, at);
    else if (/[\s,]/.test(text[at] ?? "")) at += 1;
    else break;
  }
  return at;
}

export function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end + 1;
}

export function skipValue(text: string, from: number): number {
  const sign = text[from];
  if (sign === '"' || sign === "'") return skipString(text, from);
  if (sign === "[" || sign === "{") return skipBrackets(text, from);
  const length = /[,\]}#\r\n]/.exec(text.slice(from))?.index ?? text.length - from;
  return from + text.slice(from, from + length).trimEnd().length;
}

function skipBrackets(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' || sign === "'") at = skipString(text, at) - 1;
    else if (sign === "#") at = nextLine(text, at) - 1;
    else if (sign === "[" || sign === "{") depth += 1;
    else if ((sign === "]" || sign === "}") && --depth === 0) return at + 1;
  }
  throw new Error(`The bracket at ${from} is never closed.`);
}

function skipString(text: string, from: number): number {
  const sign = text[from] ?? "";
  const quote = text.startsWith(sign.repeat(3), from) ? sign.repeat(3) : sign;
  for (let at = from + quote.length; at < text.length; at += 1) {
    if (sign === '"' && text[at] === "\\") at += 1;
    else if (text.startsWith(quote, at)) {
      let to = at + quote.length;
      // Up to two quotes may stand directly before the three that close.
      while (quote.length === 3 && text[to] === sign && to < at + 5) to += 1;
      return to;
    }
  }
  throw new Error(`The string at ${from} is never closed.`);
}
