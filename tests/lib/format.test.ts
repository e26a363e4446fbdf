import { expect, test } from "vitest";
import {
  cutWhereDifferent,
  toAgoWords,
  toByteWords,
  toCountWords,
  toDurationWords,
  toNumberWords,
  toRateWords,
  toWaitWords,
} from "#lib/format.ts";

test.each([
  [0, "0 B"],
  [-5, "0 B"],
  [999, "999 B"],
  [1000, "1 KB"],
  [999_499, "999 KB"],
  [999_500, "1 MB"],
  [4_600_000_000, "4.6 GB"],
  [21_000_000_000, "21 GB"],
  [912_000_000, "912 MB"],
  [1_800_000_000_000, "1.8 TB"],
  [5e18, "5000 PB"],
])("%d bytes are said as %s", (bytes, words) => {
  expect(toByteWords(bytes)).toBe(words);
});

test("a rate says its unit and second", () => {
  expect(toRateWords(84_000_000)).toBe("84 MB/s");
});

test("counts agree with their noun and set thousands apart", () => {
  expect(toCountWords(1, "model")).toBe("1 model");
  expect(toCountWords(0, "model")).toBe("0 models");
  expect(toCountWords(2, "entry", "entries")).toBe("2 entries");
  expect([0, 999, 1_000, 10_000, 1_234_567].map(toNumberWords)).toEqual([
    "0",
    "999",
    "1,000",
    "10,000",
    "1,234,567",
  ]);
});

test.each([
  [200, "0.2 s"],
  [9_000, "9 s"],
  [48_900, "48 s"],
  [60_000, "1 min"],
  [65_000, "1 min 5 s"],
  [7_800_000, "2 h 10 min"],
  [273_600_000, "3 d 4 h"],
])("%d ms are said as %s", (ms, words) => {
  expect(toDurationWords(ms)).toBe(words);
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [61, "1 min"],
  [5_000, "83 min"],
  [10_000, "3 h"],
  [400_000, "5 d"],
])("a wait of %d s is said as %s", (seconds, words) => {
  expect(toWaitWords(seconds)).toBe(words);
});

const now = new Date("2026-11-21T12:00:00Z");

test.each([
  ["2026-11-21T11:59:50Z", "just now"],
  ["2026-11-21T12:00:20Z", "just now"],
  ["2026-11-21T11:58:00Z", "2 min ago"],
  ["2026-11-21T11:00:01Z", "60 min ago"],
  ["2026-11-21T07:00:00Z", "5 h ago"],
  ["2026-11-18T11:00:00Z", "3 d ago"],
  ["2026-10-01T11:00:00Z", "2026-10-01"],
  ["2026-11-22T12:00:00Z", "2026-11-22"],
])("%s is said as %s", (at, words) => {
  expect(toAgoWords(new Date(at), now)).toBe(words);
});

test.each<[string, [string, string], [string, string]]>([
  ["short ones whole", ["one", "two"], ["one", "two"]],
  ["early differences from the start", ["abcdefghij", "abcdeX"], ["abcdefgh…", "abcdeX"]],
  ["late differences from there", ["0123456789abcdef", "0123456789Xb"], ["…89abcdef", "…89Xb"]],
  ["what only goes on from its end", ["01234567", "0123456789"], ["…67", "…6789"]],
])("two texts are cut where they differ: %s", (_, [one, other], told) => {
  expect(cutWhereDifferent(one, other, 8)).toEqual(told);
});
