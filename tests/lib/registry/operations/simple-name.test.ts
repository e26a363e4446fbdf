import { expect, test } from "vitest";
import {
  displayNameOf,
  familyOf,
  freeName,
  nameOfDisplay,
  storedFamilyOf,
} from "#lib/registry/operations/simple-name.ts";

test.each<[string, string, string | undefined, string]>([
  ["llama-3-8b-instruct", "vllm", "bf16", "llama-3-8b-instruct_(BF16)"],
  ["qwen2.5-vl-7b-instruct-awq", "vllm", "awq", "qwen2.5-vl-7b-instruct_(AWQ)"],
  ["mistral-7b-instruct-v0.2-gguf", "vllm", "q4_k_m", "mistral-7b-instruct-v0.2_(Q4_K_M)"],
  ["foo-gptq", "vllm", "gptq-int4", "foo_(GPTQ_INT4)"],
  ["model-gguf", "vllm", undefined, "model"],
  ["x-70b", "ollama", "q5_k_s", "x_70b_(Q5_K_S)"],
  ["fp8-model", "vllm", "fp8", "model_(FP8)"],
  ["phi-q4-k-m", "vllm", "unknown", "phi"],
  ["gemma-3-27b-it-fp8-dynamic", "vllm", "fp8", "gemma-3-27b-it-dynamic_(FP8)"],
  ["p-7b-tq1_0-gguf", "llamacpp", "tq1_0", "p-7b_(TQ1_0)"],
  ["p-7b-f16-gguf", "llamacpp", "fp16", "p-7b_(FP16)"],
  ["vqgan-f16-16384", "vllm", "fp32", "vqgan-f16-16384_(FP32)"],
  ["p-7b-f32-gguf", "llamacpp", "fp32", "p-7b_(FP32)"],
])("%s on %s with %s is called as the original calls it: %s", (family, backend, quantization, name) => {
  expect(nameOfDisplay(displayNameOf({ family, backend, quantization }))).toBe(name);
});

test.each([
  ["Llama 3_8B@main", "llama-3-8b-main", "llama-3-8b-main"],
  ["Größe\n1", "größe-1", "gr-e-1"],
  ["@@", "model", "model"],
])("the family of %j is %s, stored as %s", (repo, family, stored) => {
  expect(familyOf(repo)).toBe(family);
  expect(storedFamilyOf(family)).toBe(stored);
});

test("a taken name gets the first suffix that makes it free", () => {
  const taken = new Set(["m", "m__vllm"]);
  const isTaken = (name: string) => taken.has(name);
  expect(freeName("n", isTaken, ["vllm"])).toEqual({ name: "n", suffix: undefined });
  expect(freeName("m", isTaken, ["vllm", "Some Owner"])).toEqual({
    name: "m__some-owner",
    suffix: "some-owner",
  });
  expect(freeName("m", isTaken, [undefined, "vllm"])).toEqual({ name: "m__2", suffix: "2" });
});
