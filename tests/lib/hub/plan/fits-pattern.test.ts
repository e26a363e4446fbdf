import { expect, it } from "vitest";
import { fitsPattern } from "#lib/hub/plan/fits-pattern.ts";

it.each([
  ["model-Q4_K_M.gguf", "*q4_k_m*", true],
  ["model-Q4_K_M.gguf", "model-Q?_K_M.gguf", true],
  ["sub/deep/model.gguf", "*.gguf", true],
  ["model.gguf", "model", false],
  ["model.gguf", "*.safetensors", false],
  ["model.gguf", "m*d*l.gguf*", true],
  ["modelXgguf", "model.gguf", false],
  ["", "*", true],
  ["", "?", false],
])("%j fits %j: %s", (name, pattern, fits) => {
  expect(fitsPattern(name, pattern)).toBe(fits);
});

it("a pattern of many stars is answered, however long the name", () => {
  expect(fitsPattern("a".repeat(4096), `${"a*".repeat(2000)}b`)).toBe(false);
});
