import { isDeepStrictEqual } from "node:util";
import { nextLine, type Span, skipGap, skipValue } from "./scan-toml.ts";
import { parseTomlValue, type TomlData, toValueText } from "./toml-value.ts";

type Splice = Span & { text: string };

/** Puts pieces in the place of others. The places are those before any of it. */
export function splice(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((a, b) => b.from - a.from)
    .reduce((result, { from, to, text: piece }) => result.slice(0, from) + piece + result.slice(to), text);
}

/** Changes a list only where it differs: other items keep their quotes, their lines and their comments. */
export function renewList(text: string, next: readonly TomlData[]): string {
  const items = itemsOf(text);
  const before = items.map(({ from, to }) => parseTomlValue(text.slice(from, to)));
  let head = 0;
  while (head < Math.min(before.length, next.length) && isDeepStrictEqual(before[head], next[head]))
    head += 1;
  let tail = 0;
  const rest = Math.min(before.length, next.length) - head;
  while (tail < rest && isDeepStrictEqual(before.at(-1 - tail), next.at(-1 - tail))) tail += 1;
  const like = text.slice(items[0]?.from ?? text.length);
  const oldEnd = items.length - tail;
  const news = next.slice(head, next.length - tail);
  const replaced = items
    .slice(head, oldEnd)
    .slice(0, news.length)
    .map((item, index) => ({
      ...item,
      text: toValueText(news[index] ?? "", text.slice(item.from, item.to)),
    }));
  const more = news.slice(replaced.length).map((value) => toValueText(value, like));
  const surplus = items.slice(head + news.length, oldEnd);
  const at = head + replaced.length;
  return splice(text, [
    ...replaced,
    ...(more.length > 0 ? insertion(text, items, { at, more }) : []),
    ...(surplus.length > 0 ? removals(text, items, { from: head + news.length, to: oldEnd }) : []),
  ]);
}

function itemsOf(text: string): Span[] {
  const items: Span[] = [];
  for (let at = skipGap(text, 1); at < text.length - 1; at = skipGap(text, at)) {
    const to = skipValue(text, at);
    items.push({ from: at, to });
    at = to;
  }
  return items;
}

/** The whole line of an item that has one for itself. */
function ownLine(text: string, { from, to }: Span): Span | undefined {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = nextLine(text, to);
  const isAlone =
    start > 0 && text.slice(start, from).trim() === "" && /^\s*,?\s*(#.*)?\r?\n$/.test(text.slice(to, end));
  return isAlone ? { from: start, to: end } : undefined;
}

function insertion(
  text: string,
  items: readonly Span[],
  { at, more }: { at: number; more: readonly string[] },
): Splice[] {
  const before = items[at - 1];
  const after = items[at];
  if (!before && !after) return [{ from: 1, to: 1, text: more.join(", ") }];
  if (!before && after) return [{ from: after.from, to: after.from, text: `${more.join(", ")}, ` }];
  if (!before) return [];
  const line = ownLine(text, before);
  if (!line) return [{ from: before.to, to: before.to, text: `, ${more.join(", ")}` }];
  const indent = text.slice(line.from, before.from);
  const end = text.slice(line.from, line.to).endsWith("\r\n") ? "\r\n" : "\n";
  const hasComma = text.slice(before.to, line.to).trimStart().startsWith(",");
  const lines = more.map((value) => `${indent}${value},${end}`).join("");
  return [
    ...(hasComma ? [] : [{ from: before.to, to: before.to, text: "," }]),
    { from: line.to, to: line.to, text: lines },
  ];
}

function removals(
  text: string,
  items: readonly Span[],
  { from, to }: { from: number; to: number },
): Splice[] {
  const gone = items.slice(from, to);
  const lines = gone.map((item) => ownLine(text, item));
  if (lines.every((line) => line !== undefined)) return lines.map((line) => ({ ...line, text: "" }));
  const [first, last] = [gone[0], gone.at(-1)];
  if (!first || !last) return [];
  const next = items[to];
  if (next) return [{ from: first.from, to: next.from, text: "" }];
  return [{ from: items[from - 1]?.to ?? first.from, to: last.to, text: "" }];
}
