/** Bytes from the first up to, and without, the last. */
export type ByteRange = readonly [from: number, to: number];

/** Which bytes of a file are there: ranges in order that neither touch nor overlap. */
export type RangeSet = {
  add(from: number, to: number): void;
  ranges(): ByteRange[];
  /** What is not there of a file of so many bytes. */
  missing(bytes: number): ByteRange[];
  /** How many bytes are there without a gap from the beginning on. */
  frontier(): number;
  bytes(): number;
};

export function makeRangeSet(given: readonly ByteRange[] = []): RangeSet {
  const kept: [number, number][] = [];
  let bytes = 0;
  const add = (from: number, to: number): void => {
    if (to <= from) return;
    let first = kept.length;
    while (first > 0 && (kept[first - 1]?.[1] ?? 0) >= from) first -= 1;
    let last = first;
    let start = from;
    let end = to;
    for (let near = kept[last]; near && near[0] <= end; near = kept[last]) {
      start = Math.min(start, near[0]);
      end = Math.max(end, near[1]);
      bytes -= near[1] - near[0];
      last += 1;
    }
    kept.splice(first, last - first, [start, end]);
    bytes += end - start;
  };
  for (const [from, to] of given) add(from, to);
  return {
    add,
    ranges: () => kept.map(([from, to]) => [from, to]),
    missing: (total) => gapsIn(kept, total),
    frontier: () => (kept[0]?.[0] === 0 ? kept[0][1] : 0),
    bytes: () => bytes,
  };
}

function gapsIn(ranges: readonly ByteRange[], total: number): ByteRange[] {
  const gaps: ByteRange[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from >= total) break;
    if (from > at) gaps.push([at, from]);
    at = to;
  }
  if (at < total) gaps.push([at, total]);
  return gaps;
}
