import { expect, test } from "vitest";
import { makeReadRate } from "#cli-bridge/cli/read-rate.ts";

test("the pace is that of late, and says nothing before there is one", () => {
  let at = 0;
  const rateAt = makeReadRate(() => at);
  const total = 100_000;
  expect(rateAt(0, total)).toEqual({});
  at = 100;
  expect(rateAt(500, total)).toEqual({});
  at = 1000;
  expect(rateAt(10_000, total)).toEqual({ bytesPerSecond: 10_000, secondsLeft: 9 });
  for (at = 2000; at <= 30_000; at += 1000) rateAt(10_000 + at, total);
  at = 30_000;
  expect(rateAt(40_000, total).bytesPerSecond).toBeCloseTo(1000);
});

test("a total that was reached leaves nothing to wait for", () => {
  let at = 0;
  const rateAt = makeReadRate(() => at);
  rateAt(0, 10);
  at = 1000;
  expect(rateAt(20, 10)).toEqual({ bytesPerSecond: 20, secondsLeft: 0 });
});
