import { describe, expect, it } from "vitest";
import { titleOf, weightsWords } from "#components/hub/weights-words.ts";
import { emberVariants, type MadeVariant, makeAnalysis } from "./make-analysis.ts";

/** The words for those of a repository whose names are given. */
function wordsFor(made: readonly MadeVariant[], ...names: string[]): string[] {
  const { variants } = makeAnalysis(made);
  return weightsWords(
    variants.filter(({ name }) => names.includes(name)),
    variants,
  );
}

const shards = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name}-0000${at + 1}-of-0000${count}.safetensors`);

describe("the words for what is chosen", () => {
  it("are its quantisation where no other weights have it", () => {
    expect(wordsFor(emberVariants, "Ember-Q4_K_M", "Ember-Q8_0")).toEqual(["Q4_K_M", "Q8_0"]);
  });

  it("are the name of its file where several have it", () => {
    const twice = [
      { name: "base", quantization: "q4_k_m", bytes: 1 },
      { name: "chat", quantization: "q4_k_m", bytes: 1 },
    ];
    expect(wordsFor(twice, "chat")).toEqual(["chat.gguf"]);
  });

  it("are a whole path where files of two folders have one name", () => {
    const folders = ["a", "b"].map((folder) => ({ name: folder, files: [`${folder}/m.gguf`], bytes: 1 }));
    expect(wordsFor(folders, "b")).toEqual(["b/m.gguf"]);
  });

  it("are one name for numbered shards, and every file for those that only a table joins", () => {
    const st = "safetensors" as const;
    const made = [
      { name: "model", format: st, files: shards("model", 3), bytes: 1 },
      { name: "other", format: st, files: ["x.safetensors", "y.safetensors"], bytes: 1 },
    ];
    expect(wordsFor(made, "model")).toEqual(["model"]);
    expect(wordsFor(made, "other")).toEqual(["x.safetensors", "y.safetensors"]);
  });

  it("are none where everything is chosen, unless some of it would be passed over", () => {
    expect(wordsFor(emberVariants, ...emberVariants.map(({ name }) => name))).toEqual([]);
    const mixed = [
      { name: "model", format: "safetensors" as const, files: ["model.safetensors"], bytes: 1 },
      { name: "pytorch_model", format: "pytorch" as const, files: ["pytorch_model.bin"], bytes: 1 },
    ];
    expect(wordsFor(mixed, "model", "pytorch_model")).toEqual(["model.safetensors", "pytorch_model.bin"]);
  });
});

describe("what weights are called", () => {
  it("is their quantisation, and their name where others have the same or where it says little", () => {
    const { variants } = makeAnalysis([
      ...emberVariants,
      { name: "Other-Q8_0", quantization: "q8_0", bytes: 1 },
      { name: "model", format: "safetensors", quantization: "bf16", bytes: 1 },
    ]);
    const titles = variants.map((variant) => titleOf(variant, variants));
    expect(titles).toEqual([
      ...["Q2_K", "IQ4_XS", "Q4_0", "Q4_K_S", "Q4_K_M", "Q6_K"],
      ...["Ember-Q8_0", "Other-Q8_0", "model"],
    ]);
  });
});
