import { expect, test } from "vitest";
import { abilitiesIn, everything, servedModels } from "#components/backends/served-models.ts";
import { modelNamed } from "./sample-backend.ts";

const models = [
  modelNamed("b", { bytes: 1, capabilities: ["tools", "completion"], modifiedAt: "2026-01-01" }),
  modelNamed("a", { bytes: 3, family: "Qwen3", capabilities: ["completion"], isLoaded: true }),
  modelNamed("c", { bytes: 2, remote: { host: "ollama.com" }, modifiedAt: "2026-02-01" }),
];
const none: ReadonlySet<string> = new Set();
const idsOf = (filter: Partial<typeof everything>, starred = none) =>
  servedModels(models, { ...everything, ...filter }, starred).map(({ id }) => id);

test("0.3 models are found by every word that is said of them, in any order", () => {
  expect(idsOf({ query: "completion QWEN" })).toEqual(["a"]);
  expect(idsOf({ query: "ollama.com" })).toEqual(["c"]);
  expect(idsOf({ query: "" })).toEqual(["a", "b", "c"]);
});

test("0.3 models are ordered by name, size and age", () => {
  expect(idsOf({ order: "size" })).toEqual(["a", "c", "b"]);
  expect(idsOf({ order: "changed" })).toEqual(["c", "b", "a"]);
});

test("0.3 models are narrowed to an ability and to what is in memory", () => {
  expect(idsOf({ capability: "tools" })).toEqual(["b"]);
  expect(idsOf({ isLoadedOnly: true })).toEqual(["a"]);
});

test("favourites stand first, in the same order", () => {
  expect(idsOf({}, new Set(["c"]))).toEqual(["c", "a", "b"]);
});

test("what many models can do is offered first, each model counted once", () => {
  const twice = modelNamed("d", { capabilities: ["completion", "completion"] });
  expect(abilitiesIn([...models, twice])).toEqual([
    ["completion", 3],
    ["tools", 1],
  ]);
});
