import { describe, expect, it } from "vitest";
import { contextsFor, groupVariants, pricedVariants } from "#components/hub/hub-variants-priced.ts";
import { firstChosen } from "#components/hub/use-variant-choice.ts";
import { emberVariants, makeAnalysis, withGpu } from "./make-analysis.ts";

const names = (variants: readonly { name: string }[]) => variants.map(({ name }) => name);

describe("weights at another context", () => {
  it("take more memory, and are judged anew", () => {
    const analysis = makeAnalysis(emberVariants, { machine: withGpu(8e9) });
    const at = (context: number) => pricedVariants(analysis, { context, kvType: "f16" });
    const verdicts = (context: number) => new Set(at(context).map(({ fit }) => fit.class));
    expect(verdicts(4096)).toContain("fits-gpu");
    expect(verdicts(262_144)).toEqual(new Set(["too-big"]));
    expect(at(262_144).filter(({ recommended }) => recommended)).toEqual([]);
  });

  it("take less where the context is kept in fewer bits", () => {
    const analysis = makeAnalysis(emberVariants);
    const [half, whole] = (["q8_0", "f16"] as const).map(
      (kvType) => pricedVariants(analysis, { context: 65_536, kvType })[0]?.fit.neededBytes ?? 0,
    );
    expect(half).toBeLessThan(whole ?? 0);
  });

  it("are recommended for the GPU while one fits it", () => {
    const analysis = makeAnalysis(emberVariants, { machine: withGpu(22e9) });
    expect(names(analysis.variants.filter(({ recommended }) => recommended))).toEqual(["Ember-Q6_K"]);
  });

  it("can be priced at the length that the server chose as well", () => {
    expect(contextsFor({ context: 2048 })).toEqual([
      2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144,
    ]);
  });
});

describe("the groups", () => {
  const { variants } = makeAnalysis(emberVariants);

  it("are by bits, the fewest first, with the rest of a long one behind a press", () => {
    const groups = groupVariants(variants, () => false);
    expect(groups.map(({ title }) => title)).toEqual(["2-bit", "4-bit", "6-bit", "8-bit"]);
    expect(names(groups[1]?.lead ?? [])).toEqual(["Ember-IQ4_XS", "Ember-Q4_K_M"]);
    expect(names(groups[1]?.tail ?? [])).toEqual(["Ember-Q4_0", "Ember-Q4_K_S"]);
  });

  it("never hide what is chosen", () => {
    const groups = groupVariants(variants, ({ name }) => name !== "Ember-IQ4_XS");
    expect(groups.flatMap(({ tail }) => names(tail))).toEqual(["Ember-IQ4_XS"]);
  });

  it("have a last one for weights whose bits nobody says", () => {
    const odd = makeAnalysis([...emberVariants, { name: "odd", bytes: 1 }]);
    expect(groupVariants(odd.variants, () => false).at(-1)?.title).toBe("Bits not said");
  });
});

describe("what is chosen first", () => {
  const { variants } = makeAnalysis(emberVariants);

  it.each(["Q8_0", "q8_0", "Ember-Q8_0", "Ember-Q8_0.gguf"])("is what the address named as %s", (named) => {
    expect(names(firstChosen(variants, named))).toEqual(["Ember-Q8_0"]);
  });

  it("is the recommended one where the address named none, or a file that is none of weights", () => {
    expect(names(firstChosen(variants, undefined))).toEqual(["Ember-Q4_K_M"]);
    expect(names(firstChosen(variants, "README.md"))).toEqual(["Ember-Q4_K_M"]);
    expect(names(firstChosen(variants, "figures"))).toEqual(["Ember-Q4_K_M"]);
  });

  it("is nothing where the address named a quantisation that is not there", () => {
    expect(names(firstChosen(variants, "Q9_X", true))).toEqual([]);
  });

  it("is nothing where nothing fits", () => {
    const huge = makeAnalysis([{ name: "huge", quantization: "q4_k_m", bits: 4, bytes: 400e9 }]);
    expect(firstChosen(huge.variants, undefined)).toEqual([]);
  });
});
