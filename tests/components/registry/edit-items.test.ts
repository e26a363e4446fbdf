import { expect, it } from "vitest";
import { itemChanges } from "#components/registry/edit-items.ts";

const signs = { kept: " ", gone: "-", new: "+" } as const;
const shown = (key: string, before: string | undefined, after: string | undefined) =>
  itemChanges(key, before, after).map(({ kind, text }) => signs[kind] + text);

it("of two argument lines only the one that changed goes and comes", () => {
  expect(shown("args.args", "--max-model-len 4096\n--seed 1", "--max-model-len  4096\n--seed 2")).toEqual([
    " --max-model-len 4096",
    "---seed 1",
    "+--seed 2",
  ]);
});

it.each([
  ["meta.tags", "laptop, quick", "laptop,new , quick", [" laptop", "+new", " quick"]],
  ["meta.tags", "a, b, c, d", "b, x, d", ["-a", " b", "-c", "+x", " d"]],
  ["defaults.stop", "one\ntwo", "two", ["-one", " two"]],
  ["meta.notes", "first\nsecond\n", "first\nother\n", [" first", "-second", "+other", " "]],
  ["meta.notes", undefined, "first", ["+first"]],
  ["meta.displayName", "one\ntwo", "one\nthree", ["-one\ntwo", "+one\nthree"]],
])("%s from %j to %j tells apart what stays", (key, before, after, expected) => {
  expect(shown(key, before, after)).toEqual(expected);
});

it("a text of very many lines is told as a whole where it differs", () => {
  const lines = (word: string) => Array.from({ length: 600 }, (_, at) => `${word} ${at}`).join("\n");
  const kinds = itemChanges("meta.notes", `same\n${lines("a")}`, `same\n${lines("b")}`);
  expect(Map.groupBy(kinds, ({ kind }) => kind).get("kept")).toHaveLength(1);
  expect(kinds).toHaveLength(1201);
});
