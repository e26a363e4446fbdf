import { describe, expect, it } from "vitest";
import { installedWeights } from "#components/hub/installed-weights.ts";

const gguf = (name: string, quantization: string) => ({
  ...{ name, quantization, format: "gguf" as const, files: [`${name}.gguf`] },
});
const variants = [gguf("m-Q4_K_M", "q4_k_m"), gguf("m-Q8_0", "q8_0")];
const folder = "/models/acme/Ember";

describe("weights that are here already", () => {
  it.each([
    [
      "in the folder of the repository",
      { path: folder, format: "gguf", quantization: "Q8_0" },
      ["m-Q8_0.gguf"],
    ],
    ["as a file of it", { path: `${folder}/m-Q4_K_M.gguf`, format: "gguf" }, ["m-Q4_K_M.gguf"]],
    ["as a file on Windows", { path: "C:\\lm\\acme\\Ember\\m-Q8_0.gguf", format: "gguf" }, ["m-Q8_0.gguf"]],
    [
      "in the cache of the hub",
      { path: "/hub/models--acme--Ember/snapshots/c", format: "gguf", quantization: "q4_k_m" },
      ["m-Q4_K_M.gguf"],
    ],
    ["not of a file of that name further below", { path: `${folder}/old/m-Q8_0.gguf`, format: "gguf" }, []],
    ["not of another repository", { path: `${folder}-2`, format: "gguf", quantization: "q8_0" }, []],
    ["not in another format", { path: folder, format: "safetensors", quantization: "q8_0" }, []],
  ])("are known %s", (_, entry, keys) => {
    expect([...installedWeights(variants, [entry], "acme/Ember")]).toEqual(keys);
  });

  it("are not guessed where two are of one kind", () => {
    const two = [gguf("a", "q8_0"), gguf("b", "q8_0")];
    const entry = { path: folder, format: "gguf", quantization: "q8_0" };
    expect(installedWeights(two, [entry], "acme/Ember").size).toBe(0);
  });
});
