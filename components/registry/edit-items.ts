import { settledText } from "./edit-same.ts";
import { tagsOf } from "./edit-values.ts";

/** A line or an item of a value that is one of several. */
export type ItemChange = { kind: "kept" | "gone" | "new"; text: string };

/** Comparing costs their product; beyond it a text is no longer read line by line anyway. */
const pairsMax = 250_000;

const lineKeys = ["args.args", "defaults.stop", "meta.notes"];

function itemsOf(key: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  if (key === "meta.tags") return tagsOf(value);
  if (!lineKeys.includes(key)) return [value];
  return (key === "args.args" ? settledText(key, value) : value).split("\n");
}

/** What of a value stays, goes and comes, so that nothing is told to change that does not. */
export function itemChanges(
  key: string,
  before: string | undefined,
  after: string | undefined,
): ItemChange[] {
  const [old, next] = [itemsOf(key, before), itemsOf(key, after)];
  const shorter = Math.min(old.length, next.length);
  let head = 0;
  while (head < shorter && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  return [
    ...told("kept", old.slice(0, head)),
    ...between(old.slice(head, old.length - tail), next.slice(head, next.length - tail)),
    ...told("kept", old.slice(old.length - tail)),
  ];
}

const told = (kind: ItemChange["kind"], texts: readonly string[]): ItemChange[] =>
  texts.map((text) => ({ kind, text }));

/** Keeps as many in their order as can be kept. */
function between(old: readonly string[], next: readonly string[]): ItemChange[] {
  if (old.length * next.length > pairsMax) return [...told("gone", old), ...told("new", next)];
  const kept = keptCounts(old, next);
  const keptFrom = (from: number, to: number) => kept[from]?.[to] ?? 0;
  const changes: ItemChange[] = [];
  let [from, to] = [0, 0];
  while (from < old.length && to < next.length) {
    const [gone = "", come = ""] = [old[from], next[to]];
    if (gone === come) {
      changes.push({ kind: "kept", text: gone });
      from += 1;
      to += 1;
    } else if (keptFrom(from + 1, to) >= keptFrom(from, to + 1)) {
      changes.push({ kind: "gone", text: gone });
      from += 1;
    } else {
      changes.push({ kind: "new", text: come });
      to += 1;
    }
  }
  return [...changes, ...told("gone", old.slice(from)), ...told("new", next.slice(to))];
}

/** How many can be kept of what comes from each two places on. */
function keptCounts(old: readonly string[], next: readonly string[]): number[][] {
  const counts = Array.from({ length: old.length + 1 }, () => new Array<number>(next.length + 1).fill(0));
  for (let from = old.length - 1; from >= 0; from -= 1) {
    const [row = [], below = []] = [counts[from], counts[from + 1]];
    for (let to = next.length - 1; to >= 0; to -= 1) {
      const isSame = old[from] === next[to];
      row[to] = isSame ? 1 + (below[to + 1] ?? 0) : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return counts;
}
