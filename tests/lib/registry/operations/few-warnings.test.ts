import { expect, test } from "vitest";
import { fewWarnings, lockedWarnings } from "#lib/registry/operations/few-warnings.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);

test("locked entries are told in one sentence, with as many names as anybody reads", () => {
  expect(lockedWarnings([])).toEqual([]);
  expect(lockedWarnings(["m0"])).toEqual(["m0 is locked and stays as it is."]);
  expect(lockedWarnings(names(3))).toEqual(["3 locked entries stay as they are: m0, m1, m2."]);
  expect(lockedWarnings(names(1_200))).toEqual([
    "1,200 locked entries stay as they are: m0, m1, m2, m3, m4, m5, m6, m7, m8, m9 and 1,190 more.",
  ]);
});

test("of many warnings only so many are told, and how many more there are", () => {
  expect(fewWarnings(names(100))).toHaveLength(100);
  expect(fewWarnings(names(103)).slice(-2)).toEqual(["m99", "And 3 more."]);
});
