import { expect, test } from "vitest";
import { placedModels } from "#components/backends/placed-models.ts";
import { suggestionAt, suggestionOf } from "#components/backends/suggestions.ts";
import { backendNamed, loadedNamed, modelNamed } from "./sample-backend.ts";

const loaded = [loadedNamed("qwen3:8b", { bytes: 6e9 })];

const suggestionFor = (...servers: ReturnType<typeof backendNamed>[]) => {
  const listings = Object.fromEntries(servers.map(({ id }) => [id, [modelNamed("qwen3:8b")]]));
  return suggestionOf(placedModels(servers, listings)[0]?.places ?? []);
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

test("8d the card of a busy server names the one that has the same model idle, and that one's card says nothing", () => {
  const busy = backendNamed("A", { loaded, requests: { running: 1, waiting: 0 } });
  const idle = backendNamed("B", { loaded: [loadedNamed("other"), ...loaded] });
  expect(suggestionAt(busy, [busy, idle])).toBe("It is busy with 1 request; B has qwen3:8b idle.");
  expect(suggestionAt(idle, [busy, idle])).toBeUndefined();
  expect(suggestionAt(busy, [busy, backendNamed("C", { loaded: [loadedNamed("other")] })])).toBeUndefined();
});

test("8d the card of a server that still loads a model names the one that has it", () => {
  const loading = backendNamed("A", { loaded: [loadedNamed("qwen3:8b", { state: "loading" })] });
  expect(suggestionAt(loading, [loading, backendNamed("B", { loaded })])).toBe(
    "It does not have qwen3:8b ready; B has qwen3:8b idle.",
  );
});
