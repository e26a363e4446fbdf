const blanks = /[ \t\r\n]*/y;
const scalar =
  /"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity/uy;
const brokenOff = /"[ !#-[\]-\u{10ffff}]*(?:\\.?[ !#-[\]-\u{10ffff}]*)*$/uy;

/** What may come next: a value, a value or the end of an empty list, a key, a key or the end, a colon, or what follows a value. */
type Next = "value" | "first value" | "key" | "first key" | "colon" | "more";

/** Where a text stops being JSON, as lines and columns are counted in an editor; nothing where it is JSON. */
export function placeOfFault(text: string): { line: number; column: number; isEnd: boolean } | undefined {
  const open: ("{" | "[")[] = [];
  let next: Next = "value";
  let at = 0;
  for (;;) {
    at = endOf(blanks, text, at) ?? at;
    const sign = text[at];
    if (sign === undefined && next === "more" && open.length === 0) return undefined;
    const step = stepAt(text, { at, next, open });
    if (step === undefined) {
      const isEnd = sign === undefined || endOf(brokenOff, text, at) !== undefined;
      return { ...placeAt(text, isEnd ? text.length : at), isEnd };
    }
    next = step.next;
    at = step.end;
  }
}

type Standing = { at: number; next: Next; open: ("{" | "[")[] };

function stepAt(text: string, { at, next, open }: Standing): { next: Next; end: number } | undefined {
  const sign = text[at];
  const inner = open.at(-1);
  const closes = inner === "{" ? "}" : "]";
  const mayClose = next === "more" || next === (inner === "{" ? "first key" : "first value");
  if (inner !== undefined && sign === closes && mayClose) {
    open.pop();
    return { next: "more", end: at + 1 };
  }
  if (next === "more") {
    if (inner === undefined || sign !== ",") return undefined;
    return { next: inner === "{" ? "key" : "value", end: at + 1 };
  }
  if (next === "colon") return sign === ":" ? { next: "value", end: at + 1 } : undefined;
  const isKey = next === "key" || next === "first key";
  if (!isKey && (sign === "{" || sign === "[")) {
    open.push(sign);
    return { next: sign === "{" ? "first key" : "first value", end: at + 1 };
  }
  const end = isKey && sign !== '"' ? undefined : endOf(scalar, text, at);
  return end === undefined ? undefined : { next: isKey ? "colon" : "more", end };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function placeAt(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

/** The same in words. What stands there is not told: the file may be anything, and a link to anything. */
export function faultWords(text: string): string {
  if (text.trim() === "") return "it is empty";
  const place = placeOfFault(text);
  if (place === undefined) return "it is not JSON";
  const where = `at line ${place.line}, column ${place.column}`;
  return place.isEnd ? `it is not JSON: it breaks off ${where}` : `it is not JSON ${where}`;
}
