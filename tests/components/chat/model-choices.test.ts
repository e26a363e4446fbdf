import { expect, test } from "vitest";
import { modelGroups, preferredPick } from "#components/chat/model-choices.ts";
import { backendNamed, loadedNamed, modelNamed } from "../backends/sample-backend.ts";

const capabilities = ["chat" as const];
const attic = backendNamed("Attic", { capabilities, loaded: [loadedNamed("phi")] });
const studio = backendNamed("Studio", { capabilities });
const store = backendNamed("Store");
const listings = {
  Attic: [modelNamed("embed", { capabilities: ["embedding"] }), modelNamed("gemma"), modelNamed("phi")],
  Studio: [modelNamed("qwen")],
  Store: [modelNamed("other")],
};
const backends = [studio, store, attic];

test("models stand below their servers, those in memory first, and only those that talk", () => {
  const groups = modelGroups(backends, listings).map(({ backend, models }) => [
    backend.name,
    ...models.map(({ id }) => id),
  ]);
  expect(groups).toEqual([
    ["Attic", "phi", "gemma"],
    ["Studio", "qwen"],
  ]);
});

test("a new chat begins with the active model, else with one in memory, else with the first", () => {
  const groups = modelGroups(backends, listings);
  const active = { server: "Studio", model: "qwen" };
  expect(preferredPick(backends, active, groups)).toEqual({ instance: "Studio", model: "qwen" });
  expect(preferredPick(backends, undefined, groups)).toEqual({ instance: "Attic", model: "phi" });
  const empty = [studio, { ...attic, loaded: [] }];
  expect(preferredPick(empty, undefined, modelGroups(empty, listings))).toEqual({
    ...{ instance: "Attic", model: "gemma" },
  });
  expect(preferredPick([store], undefined)).toBeUndefined();
});

test("the active model is passed over while its server does not answer", () => {
  const asleep = { ...studio, state: "offline" as const };
  expect(preferredPick([asleep, attic], { server: "Studio", model: "qwen" })?.instance).toBe("Attic");
});
