import type { ByteRange } from "./range-set.ts";

/** What is left to fetch, in pieces from the beginning to the end, so that hashing can follow closely. */
export type PieceQueue = {
  next(bytesMax: number): ByteRange | undefined;
  giveBack(from: number, to: number): void;
};

export function queuePieces(missing: readonly ByteRange[]): PieceQueue {
  const left = [...missing];
  return {
    next: (bytesMax) => {
      const first = left.shift();
      if (!first) return undefined;
      const [from, to] = first;
      // All end at multiples of their length, so that the end of the ring cuts none.
      const end = Math.min(to, from + bytesMax - (from % bytesMax));
      if (end < to) left.unshift([end, to]);
      return [from, end];
    },
    giveBack: (from, to) => {
      if (from >= to) return;
      const at = left.findIndex(([start]) => start > from);
      left.splice(at < 0 ? left.length : at, 0, [from, to]);
    },
  };
}
