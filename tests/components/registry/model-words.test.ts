import { expect, it } from "vitest";
import { toFacetWords } from "#components/registry/model-words.ts";

it("a format is written as its makers write it, and any other word stays as it is", () => {
  expect(toFacetWords("format", "gguf")).toBe("GGUF");
  for (const word of ["__proto__", "constructor", "toString", "brand-new"])
    expect(toFacetWords("format", word)).toBe(word);
});
