import { describe, expect, it } from "vitest";
import { rowAfterKey } from "#components/registry/row-keys.ts";

describe("walking the rows by key", () => {
  it.each([
    ["j", 0, 1],
    ["ArrowDown", 3, 4],
    ["k", 3, 2],
    ["ArrowUp", 0, 0],
    ["End", 5, 9_999],
    ["Home", 5, 0],
    ["PageDown", 9_990, 9_999],
  ])("%s from row %i leads to row %i", (key, index, expected) => {
    expect(rowAfterKey(key, { index, total: 10_000 })).toBe(expected);
  });

  it("leaves every other key to the browser", () => {
    expect(rowAfterKey("a", { index: 0, total: 10 })).toBeUndefined();
    expect(rowAfterKey("Tab", { index: 0, total: 10 })).toBeUndefined();
  });
});
