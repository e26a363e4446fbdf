import { describe, expect, it } from "vitest";
import { queuePieces } from "#lib/hub/transfer/piece-queue.ts";
import { makeRangeSet } from "#lib/hub/transfer/range-set.ts";

describe("a set of ranges", () => {
  it("agrees with one byte after another, whatever is added", () => {
    for (let round = 0; round < 200; round += 1) {
      const set = makeRangeSet();
      const plain = new Set<number>();
      for (let count = 0; count < 12; count += 1) {
        const from = Math.floor(Math.random() * 60);
        const to = from + Math.floor(Math.random() * 15);
        set.add(from, to);
        for (let at = from; at < to; at += 1) plain.add(at);
      }
      const bytes = [...Array(80).keys()];
      const isThere = (at: number) => set.ranges().some(([from, to]) => at >= from && at < to);
      const isMissing = (at: number) => set.missing(80).some(([from, to]) => at >= from && at < to);
      expect(bytes.filter(isThere)).toEqual(bytes.filter((at) => plain.has(at)));
      expect(bytes.filter(isMissing)).toEqual(bytes.filter((at) => !plain.has(at)));
      expect(set.bytes()).toBe(plain.size);
      expect(set.frontier()).toBe(bytes.find((at) => !plain.has(at)));
    }
  });

  it("keeps what touches as one", () => {
    const set = makeRangeSet([
      [10, 20],
      [0, 5],
    ]);
    set.add(5, 10);
    expect(set.ranges()).toEqual([[0, 20]]);
    expect(set.missing(15)).toEqual([]);
  });
});

describe("a queue of pieces", () => {
  it("goes from the beginning to the end, and takes back what was not fetched", () => {
    const queue = queuePieces([
      [0, 10],
      [50, 55],
    ]);
    expect(queue.next(6)).toEqual([0, 6]);
    expect(queue.next(6)).toEqual([6, 10]);
    queue.giveBack(3, 6);
    queue.giveBack(10, 10);
    expect(queue.next(6)).toEqual([3, 6]);
    // Pieces end where a multiple of their length does, so that none goes over the end of a ring.
    expect([queue.next(6), queue.next(6), queue.next(6)]).toEqual([[50, 54], [54, 55], undefined]);
  });
});
