import { expect, test } from "vitest";
import { memoryOfAllWords, placedModels } from "#components/backends/placed-models.ts";
import { backendNamed, loadedNamed, modelNamed } from "./sample-backend.ts";

const loaded = [loadedNamed("qwen3:8b", { bytes: 6e9 })];
const listing = [modelNamed("qwen3:8b"), modelNamed("gemma4:26b")];

test("8c every model of every server stands there once, with all of its places, those in memory first", () => {
  const servers = [backendNamed("A"), backendNamed("B", { loaded })];
  const placed = placedModels(servers, { A: listing, B: [modelNamed("qwen3:8b")] });
  expect(placed.map(({ id, places }) => [id, places.map(({ backend }) => backend.name)])).toEqual([
    ["qwen3:8b", ["A", "B"]],
    ["gemma4:26b", ["A"]],
  ]);
});

test("8c what is in memory is summed over all servers", () => {
  const more = [loadedNamed("gemma4:26b", { bytes: 18e9 }), loadedNamed("unknown")];
  const servers = [backendNamed("A", { loaded }), backendNamed("B", { loaded: more }), backendNamed("C")];
  expect(memoryOfAllWords(servers)).toBe("3 models in memory, at least 24 GB");
  const untold = backendNamed("V", { loaded: [loadedNamed("Qwen/Qwen3-8B")] });
  expect(memoryOfAllWords([untold])).toBe("1 model in memory");
});

test("8c a server that did not tell its models hides those of no other", () => {
  const placed = placedModels([backendNamed("A"), backendNamed("B")], { A: undefined, B: listing });
  expect(placed).toHaveLength(2);
});
