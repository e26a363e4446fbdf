import { expect, test } from "vitest";
import type { FitClass } from "#cli-bridge/protocol/memory-fit.ts";
import { recommendedOf } from "#lib/weights/fit/recommended-of.ts";

/** Choices by quantisation, bits, gigabytes and how they fit. */
const choices = (...said: [string, number, number, FitClass][]) =>
  said.map(([quantization, bits, bytes, fit]) => ({ quantization, bits, bytes, fit: { class: fit } }));

test.each([
  [
    "the largest sensible one that the GPU holds whole",
    choices(["q4_k_m", 4, 5, "fits-gpu"], ["q6_k", 6, 7, "fits-gpu"], ["q8_0", 8, 9, "fits-gpu"]),
    "q6_k",
  ],
  [
    "the balanced one where none is whole on the GPU",
    choices(["iq2_xs", 2, 2, "fits-gpu"], ["q4_k_m", 4, 5, "fits-ram"], ["q6_k", 6, 7, "fits-ram"]),
    "q4_k_m",
  ],
  [
    "the smallest sensible one without a balanced one",
    choices(["q5_k_s", 5, 6, "fits-ram"], ["q6_k", 6, 7, "fits-ram"]),
    "q5_k_s",
  ],
  [
    "the best of what is left where only little fits",
    choices(["iq1_s", 1, 1, "fits-ram"], ["iq2_m", 2, 2, "fits-tight"]),
    "iq2_m",
  ],
  ["nothing where nothing fits", choices(["q4_k_m", 4, 5, "too-big"], ["q8_0", 8, 9, "too-big"]), undefined],
  ["the only one, whatever it is", choices(["bf16", 16, 16, "fits-gpu"]), "bf16"],
])("recommended is %s", (_, all, quantization) => {
  expect(recommendedOf(all)?.quantization).toBe(quantization);
});

test("what lacks a part is not recommended", () => {
  const all = choices(["q4_k_m", 4, 5, "fits-gpu"], ["q6_k", 6, 7, "fits-gpu"]);
  const broken = all.map((each) => (each.bits === 6 ? { ...each, gap: "1 of 2 parts are missing." } : each));
  expect(recommendedOf(broken)?.quantization).toBe("q4_k_m");
});
