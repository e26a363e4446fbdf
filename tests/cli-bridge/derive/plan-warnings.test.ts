import { expect, test } from "vitest";
import { planWarnings } from "#cli-bridge/derive/plan-warnings.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);
const locked = (name: string) => ({ name, why: "locked" as const });
const written = (name: string) => ({ name, why: "written" as const, wrote: "awq", are: "bf16" });
const told = (spared: Plan["spared"], warnings: string[] = []) =>
  planWarnings({ spared, warnings }, "--correct-curated");

test("locked entries are told in one sentence, and which they are beside it", () => {
  expect(planWarnings({ warnings: [] }, "")).toEqual([]);
  expect(told(names(2).map(locked))).toEqual([
    { says: "m0 is locked and stays as it is.", of: [] },
    { says: "m1 is locked and stays as it is.", of: [] },
  ]);
  expect(told(names(1_200).map(locked))).toEqual([
    { says: "1,200 locked entries stay as they are.", of: names(1_200) },
  ]);
});

test("words of people that stay are told in the same way, each with what its files say", () => {
  expect(told([written("m0")])).toEqual([
    {
      says: "m0: a person wrote awq, but the files are bf16. The written word stays; --correct-curated changes it.",
      of: [],
    },
  ]);
  expect(told(names(12).map(written))).toEqual([
    {
      says: "12 entries keep the quantisation that a person wrote, though their files have another; --correct-curated changes these words.",
      of: names(12).map((name) => `${name}: awq, its files bf16`),
    },
  ]);
});

test("what is passed over comes before what is only to be known", () => {
  const both = told([locked("a"), written("b")], ["Mind the gap."]);
  expect(both.map(({ says }) => says.split(" ")[0])).toEqual(["b:", "a", "Mind"]);
});
