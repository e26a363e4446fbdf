import { expect, test } from "vitest";
import { memoryOfAll, placedModels, suggestionOf } from "#components/backends/placed-models.ts";
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
  expect(memoryOfAll(servers)).toEqual({ models: 3, bytes: 24e9 });
});

test("8c a server that did not tell its models hides those of no other", () => {
  const placed = placedModels([backendNamed("A"), backendNamed("B")], { A: undefined, B: listing });
  expect(placed).toHaveLength(2);
});

const suggestionFor = (...servers: ReturnType<typeof backendNamed>[]) => {
  const listings = Object.fromEntries(servers.map(({ id }) => [id, listing]));
  const [first] = placedModels(servers, listings);
  return first && suggestionOf(first);
};

test("8d where one server is busy with a model and another has it idle, that is said", () => {
  const busy = backendNamed("A", { loaded, requests: { running: 2, waiting: 1 } });
  expect(suggestionFor(busy, backendNamed("B", { loaded }))).toBe(
    "A is busy with 3 requests; B has it idle.",
  );
});

test("8d where one server still loads a model that another has ready, that is said", () => {
  const loading = [loadedNamed("qwen3:8b", { state: "loading" })];
  expect(suggestionFor(backendNamed("A", { loaded: loading }), backendNamed("B", { loaded }))).toBe(
    "A does not have it ready; B has it idle.",
  );
});

test.each([
  ["both are idle", [backendNamed("A", { loaded }), backendNamed("B", { loaded })]],
  ["only one has it in memory", [backendNamed("A", { loaded, requests: { running: 9, waiting: 0 } })]],
  [
    "the other does not answer",
    [
      backendNamed("A", { loaded, requests: { running: 1, waiting: 0 } }),
      backendNamed("B", { loaded, state: "timeout" }),
    ],
  ],
])("8d nothing is suggested where %s", (_when, servers) => {
  expect(suggestionFor(...servers, backendNamed("Z"))).toBeUndefined();
});
