import { expect, it } from "vitest";
import { nearest } from "#cli-bridge/derive/nearest.ts";

it.each([
  ["remve", "remove"],
  ["Scan", "scan"],
  ["purge-deprecate", "purge-deprecated"],
  ["xylophone", undefined],
  ["", undefined],
])("takes %s for %s", (word, meant) => {
  expect(nearest(word, ["remove", "scan", "purge-deprecated"])).toBe(meant);
});
