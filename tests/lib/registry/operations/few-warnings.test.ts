import { expect, test } from "vitest";
import { fewWarnings } from "#lib/registry/operations/few-warnings.ts";

test("of many warnings only so many are told, and how many more there are", () => {
  const names = Array.from({ length: 103 }, (_, at) => `m${at}`);
  expect(fewWarnings(names.slice(0, 100))).toHaveLength(100);
  expect(fewWarnings(names).slice(-2)).toEqual(["m99", "And 3 more."]);
});
