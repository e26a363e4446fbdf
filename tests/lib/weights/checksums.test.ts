import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aggregateSha256Of, comparePaths, directoryChecksumOf } from "#lib/weights/checksums.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a folder's checksum is the hash of paths and sizes in the order of path components", () => {
  const files = [
    { path: "b.json", bytes: 7 },
    { path: "a-b/x", bytes: 2 },
    { path: "a/x", bytes: 1 },
    { path: "a/B", bytes: 3 },
  ];
  expect(directoryChecksumOf(files)).toBe(sha256("a/B3a/x1a-b/x2b.json7").slice(0, 16));
  expect(directoryChecksumOf(files.toReversed())).toBe(directoryChecksumOf(files));
});

test("an empty folder has the checksum of nothing", () => {
  expect(directoryChecksumOf([])).toBe(sha256("").slice(0, 16));
});

test("names beyond the basic plane are ordered by code point", () => {
  expect(comparePaths("\u{ff5e}", "\u{1f600}")).toBeLessThan(0);
});

test("the aggregate is the hash of sorted lines", () => {
  const files = [
    { path: "z", sha256: "aa" },
    { path: "a", sha256: "bb" },
  ];
  expect(aggregateSha256Of(files)).toBe(sha256("aa  z\nbb  a"));
});
