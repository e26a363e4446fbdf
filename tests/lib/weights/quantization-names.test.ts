import { expect, test } from "vitest";
import { ggmlTypes, ggufFileTypes } from "#lib/weights/ggml-types.ts";
import { findQuantizationName, quantizationNameOf } from "#lib/weights/quantization-names.ts";

test.each([
  ["thing-Q4_K_S.gguf", "q4_k_s"],
  ["thing-q5_k_s.gguf", "q5_k_s"],
  ["thing.Q2_K_S.gguf", "q2_k_s"],
  ["thing-Q4KM.gguf", "q4_k_m"],
  ["thing-q4-k-m.gguf", "q4_k_m"],
  ["Llama-3.1-8B-Instruct-Q6_K.gguf", "q6_k"],
  ["Llama-3.1-8B-Instruct-UD-Q4_K_XL.gguf", "q4_k_xl"],
  ["Qwen2.5-Q8_0-00001-of-00003.gguf", "q8_0"],
  ["m-IQ4_XS.gguf", "iq4_xs"],
  ["m-IQ3_XXS.gguf", "iq3_xxs"],
  ["m-iq1_m.gguf", "iq1_m"],
  ["m-IQ4_NL.gguf", "iq4_nl"],
  ["m-Q4_0_4_8.gguf", "q4_0_4_8"],
  ["bitnet-TQ2_0.gguf", "tq2_0"],
  ["gpt-oss-20b-mxfp4.gguf", "mxfp4"],
  ["gpt-oss-MXFP4_MOE.gguf", "mxfp4"],
  ["DeepSeek-R1-NVFP4", "nvfp4"],
  ["Qwen3-8B-FP8", "fp8"],
  ["Llama-FP8-dynamic", "fp8"],
  ["model-F16.gguf", "fp16"],
  ["model.fp16.safetensors", "fp16"],
  ["model-BF16.gguf", "bf16"],
  ["model-f32.gguf", "fp32"],
  ["Qwen2.5-7B-Instruct-AWQ", "awq"],
  ["Qwen2.5-7B-Instruct-AWQ-w4g128", "awq-w4g128"],
  ["Qwen2.5-7B-Instruct-GPTQ-Int4", "gptq-int4"],
  ["Llama-GPTQ", "gptq"],
  ["llama-3-8b-bnb-4bit", "bitsandbytes-4bit"],
  ["Llama-quantized.w4a16", "w4a16"],
  ["Mistral-exl2-4.0bpw", "exl2"],
  ["mlx-community-Qwen3-4bit", "4bit"],
  ["m-UD-IQ1_S.gguf", "iq1_s"],
  ["m-UD-TQ1_0.gguf", "tq1_0"],
  ["m-UD-Q2_K_XL-00001-of-00003.gguf", "q2_k_xl"],
  ["m-IQ3_XS.gguf", "iq3_xs"],
  ["m-IQ4_NL_4_8.gguf", "iq4_nl_4_8"],
  ["m-IQ4_KSS.gguf", "iq4_kss"],
  ["m-IQ6_K.gguf", "iq6_k"],
  ["m-Q8_K.gguf", "q8_k"],
  ["m-Q8_1.gguf", "q8_1"],
  ["m-Q3_K_XL.gguf", "q3_k_xl"],
  ["m_fp8_e4m3fn.safetensors", "fp8"],
  ["m-float8-e5m2fnuz", "fp8"],
  ["m-FP8-block", "fp8"],
  ["m-nf4", "nf4"],
  ["m-MXFP6", "mxfp6"],
  ["m-int3", "int3"],
  ["m-w4a4", "w4a4"],
  ["m-AQLM-2Bit", "aqlm"],
  ["m-f64.gguf", "fp64"],
])("%s claims %s", (name, quantization) => {
  expect(findQuantizationName(name)?.quantization).toBe(quantization);
});

test.each([
  "Llama-3.1-8B-Instruct",
  "awquard",
  "seq4_km2",
  "Phi-3-mini-4k-instruct",
  "Qwen2.5-14B",
  "",
  "q9_0",
])("%s claims nothing", (name) => {
  expect(findQuantizationName(name)).toBeUndefined();
});

test("every type and file type of GGUF that names a quantisation is known by its name", () => {
  const names = [...ggmlTypes.values()].map(({ name }) => name).concat(...ggufFileTypes.values());
  const odd = /^I\d+$/;
  for (const name of names.filter((each) => !odd.test(each))) {
    expect(quantizationNameOf(name), name).toBeDefined();
  }
});

test("a name is a quantisation only when nothing else stands beside it", () => {
  expect(quantizationNameOf("Q4_K_M")).toBe("q4_k_m");
  expect(quantizationNameOf("UD-Q4_K_M")).toBeUndefined();
});

test("a name made to be slow is not", () => {
  expect(findQuantizationName("q4_".repeat(300_000))).toBeUndefined();
});
