import { expect, test } from "vitest";
import { fewWarnings, lockedWarnings, writtenWarnings } from "#lib/registry/operations/few-warnings.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);

test("locked entries are told in one sentence, with as many names as anybody reads", () => {
  expect(lockedWarnings([])).toEqual([]);
  expect(lockedWarnings(["m0"])).toEqual(["m0 is locked and stays as it is."]);
  expect(lockedWarnings(names(3))).toEqual(["3 locked entries stay as they are: m0, m1, m2."]);
  expect(lockedWarnings(names(1_200))).toEqual([
    "1,200 locked entries stay as they are: m0, m1, m2 and 1,197 more.",
  ]);
});

test("words of people that stay are told in one sentence too, each with what its files say", () => {
  const written = names(12).map((name) => ({ name, wrote: "awq", are: "bf16" }));
  expect(writtenWarnings([])).toEqual([]);
  expect(writtenWarnings(written.slice(0, 1))).toEqual([
    "m0: a person wrote awq, but the files are bf16. The written word stays; --correct-curated changes it.",
  ]);
  const [both] = writtenWarnings(written.slice(0, 2));
  expect(both).toBe(
    "2 entries keep the quantisation that a person wrote, though their files have another: m0 (awq, its files bf16), m1 (awq, its files bf16). --correct-curated changes these words.",
  );
  expect(writtenWarnings(written)[0]).toMatch(
    /^12 entries .* m2 \(awq, its files bf16\) and 9 more\. --correct/,
  );
});

test("of many warnings only so many are told, and how many more there are", () => {
  expect(fewWarnings(names(100))).toHaveLength(100);
  expect(fewWarnings(names(103)).slice(-2)).toEqual(["m99", "And 3 more."]);
});
