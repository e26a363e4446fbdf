import { expect, test } from "vitest";
import { bitsOf } from "#lib/hub/analysis/bits-of.ts";

test.each([
  ["q4_k_m", 4],
  ["q2_k", 2],
  ["iq2_xxs", 2],
  ["iq1_s", 1],
  ["tq1_0", 2],
  ["q8_0", 8],
  ["mxfp4", 4],
  ["nvfp4", 4],
  ["fp8", 8],
  ["fp16", 16],
  ["bf16", 16],
  ["fp32", 32],
  ["awq", 4],
  ["awq-w4g128", 4],
  ["gptq-int8", 8],
  ["bitsandbytes-4bit", 4],
  ["int8", 8],
  ["8bit", 8],
  ["w8a8", 8],
  ["exl2", undefined],
  ["hqq", undefined],
  [undefined, undefined],
])("%s has %s bits", (quantization, bits) => {
  expect(bitsOf(quantization)).toBe(bits);
});
