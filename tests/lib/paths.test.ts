import { expect, test } from "vitest";
import { api, paths } from "#lib/paths.ts";

test("a name with marks of its own stays one segment of an address", () => {
  expect(api.entry("org/model name?")).toBe("/api/registry/org%2Fmodel%20name%3F");
  expect(paths.run("../x")).toBe("/runs/..%2Fx");
});

test("a query carries only what was said", () => {
  expect(paths.browse({ q: "", backend: undefined, model: "llama 3&x" })).toBe("/browse?model=llama+3%26x");
  expect(paths.browse()).toBe("/browse");
  expect(api.registry({ offset: 0, limit: 100 })).toBe("/api/registry?offset=0&limit=100");
});
