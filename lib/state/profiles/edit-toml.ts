import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { renewList, splice } from "./renew-list.ts";
import {
  type Span,
  scanToml,
  startsWith,
  type TomlHeader,
  type TomlMap,
  type TomlPair,
} from "./scan-toml.ts";
import { type TomlData, toKeyText, toValueText } from "./toml-value.ts";

type Path = readonly string[];

const isSame = (a: Path, b: Path): boolean => a.length === b.length && startsWith(a, b);

/** Writes a value where its key stands, or where it belongs if it is new. Every other byte stays. */
export function setKey(text: string, path: Path, value: TomlData): string {
  const map = scanToml(text);
  const pair = map.pairs.find((each) => isSame(each.path, path));
  if (pair) return replaceAt(text, pair.value, value);
  const array = map.headers.find((header) => header.isArray && startsWith(path, header.path));
  const above = map.pairs.findLast((each) => path.length > each.path.length && startsWith(path, each.path));
  if (above && text[above.value.from] === "{") return addInBraces(text, map, { above, path, value });
  if (array || above) {
    const place = toKeyText((array ?? above)?.path ?? []);
    throw new ConsoleError("bad-input", `${toKeyText(path)} cannot be set: ${place} is no table.`, {
      hint: "Change the file by hand.",
    });
  }
  return addLine(text, map, { path, value });
}

function replaceAt(text: string, span: Span, value: TomlData): string {
  const before = text.slice(span.from, span.to);
  const after =
    before.startsWith("[") && Array.isArray(value) ? renewList(before, value) : toValueText(value, before);
  return splice(text, [{ ...span, text: after }]);
}

type Adding = { path: Path; value: TomlData };

function addInBraces(
  text: string,
  map: TomlMap,
  { above, path, value }: Adding & { above: TomlPair },
): string {
  const words = `${toKeyText(path.slice(above.path.length))} = ${toValueText(value)}`;
  const last = map.pairs.findLast(({ braces, table }) => braces === above.value && isSame(table, above.path));
  if (!last) return splice(text, [{ ...above.value, text: `{ ${words} }` }]);
  return splice(text, [{ from: last.value.to, to: last.value.to, text: `, ${words}` }]);
}

/** After its brothers in the table that is there for it; else in a table of its own, behind the nearest of its kin. */
function addLine(text: string, map: TomlMap, { path, value }: Adding): string {
  const parent = path.slice(0, -1);
  const lines = map.pairs.filter(({ braces }) => braces === undefined);
  const header = map.headers.findLast((each) => isSame(each.path, parent));
  const brother = header
    ? lines.findLast(({ table }) => isSame(table, parent))
    : lines.findLast((pair) => pair.path.length > parent.length && startsWith(pair.path, parent));
  if (parent.length === 0 || header || (brother && !isUnder(map, parent))) {
    const like = brother ?? header;
    const table = brother?.table ?? parent;
    return insertLine(text, like?.line.to ?? 0, {
      indent: brother ? text.slice(brother.line.from, brother.key.from) : "",
      words: `${toKeyText(path.slice(table.length))}${equalsLike(text, brother)}${toValueText(value)}`,
    });
  }
  const at = endOfKin(map, parent) ?? text.length;
  const end = lineEndBefore(text, at);
  const block = `[${toKeyText(parent)}]${end}${toKeyText(path.slice(-1))} = ${toValueText(value)}`;
  const isApart = at === 0 || /\n\r?\n$/.test(text.slice(0, at));
  const after = /^\r?\n|^$/.test(text.slice(at)) ? "" : end;
  return insertLine(text, at, { indent: isApart ? "" : end, words: `${block}${after}` });
}

/** Whether tables below this one have headers of their own; then a new table does not go among dotted keys. */
const isUnder = ({ headers }: TomlMap, parent: Path): boolean =>
  headers.some(({ path }) => startsWith(path, parent));

const equalsLike = (text: string, pair: TomlPair | undefined): string =>
  pair && text.slice(pair.key.to, pair.value.from) === "=" ? "=" : " = ";

function lineEndBefore(text: string, at: number): string {
  const before = text.lastIndexOf("\n", at - 1);
  const found = before === -1 ? text.indexOf("\n") : before;
  return text[found - 1] === "\r" ? "\r\n" : "\n";
}

function insertLine(text: string, at: number, { indent, words }: { indent: string; words: string }): string {
  const end = lineEndBefore(text, at);
  const isOpen = at > 0 && text[at - 1] !== "\n";
  return splice(text, [{ from: at, to: at, text: `${isOpen ? end : ""}${indent}${words}${end}` }]);
}

function endOfKin(map: TomlMap, parent: Path): number | undefined {
  for (let depth = parent.length; depth > 0; depth -= 1) {
    const kin = map.headers.findLast(({ path }) => startsWith(path, parent.slice(0, depth)));
    if (kin) return blockOf(map, kin).to;
  }
  return map.headers.length > 0 || map.pairs.length > 0 ? undefined : 0;
}

/** A header with the lines that belong to it, without the comments behind them, which may speak of what follows. */
function blockOf({ headers, pairs }: TomlMap, header: TomlHeader): Span {
  const next = headers[headers.indexOf(header) + 1];
  const last = pairs.findLast(
    ({ line }) => line.from >= header.line.to && (next === undefined || line.from < next.line.from),
  );
  return { from: header.line.from, to: (last ?? header).line.to };
}

/** Takes a key away with its line, or a table with all that is in it. */
export function unsetKey(text: string, path: Path): string {
  const map = scanToml(text);
  const pair = map.pairs.find((each) => isSame(each.path, path));
  if (pair?.braces) return removeInBraces(text, map, pair);
  if (pair) return splice(text, [{ ...pair.line, text: "" }]);
  const blocks = map.headers.filter((each) => startsWith(each.path, path)).map((each) => blockOf(map, each));
  const dotted = map.pairs.filter(
    (each) =>
      !each.braces &&
      startsWith(each.path, path) &&
      !blocks.some(({ from, to }) => each.line.from >= from && each.line.from < to),
  );
  const gone = [...blocks.map((block) => withBlankLine(text, block)), ...dotted.map(({ line }) => line)];
  return splice(
    text,
    gone.map((span) => ({ ...span, text: "" })),
  );
}

function withBlankLine(text: string, { from, to }: Span): Span {
  const blank = /^[ \t]*\r?\n/.exec(text.slice(to))?.[0].length ?? 0;
  return { from, to: to + blank };
}

function removeInBraces(text: string, { pairs }: TomlMap, pair: TomlPair): string {
  const brothers = pairs.filter(({ braces, table }) => braces === pair.braces && isSame(table, pair.table));
  const at = brothers.indexOf(pair);
  const next = brothers[at + 1];
  const before = brothers[at - 1];
  if (next) return splice(text, [{ from: pair.key.from, to: next.key.from, text: "" }]);
  return splice(text, [{ from: before?.value.to ?? pair.key.from, to: pair.value.to, text: "" }]);
}
