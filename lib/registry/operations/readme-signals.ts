import { findQuantizationName } from "#lib/weights/quantization-names.ts";

/** What a model's README lets on, under the names that the original tool keeps it by. A hint and no proof. */
type ReadmeSignals = {
  quant_schemes: string[];
  quant_details: string[];
  containers: string[];
  backends: string[];
  tool_calls: boolean;
  reasoning: boolean;
  license_hint: string | null;
};

const schemes = [
  "awq",
  "gptq",
  "gguf",
  "exl2",
  "exl3",
  "bitsandbytes",
  "hqq",
  "aqlm",
  "fp8",
  "nvfp4",
  "mxfp4",
];
const containers = ["gguf", "safetensors", "onnx", "pytorch"];
const backends: readonly [name: string, pattern: RegExp][] = [
  ["vllm", /\bvllm\b/i],
  ["lmdeploy", /\blmdeploy\b/i],
  ["ollama", /\bollama\b/i],
  ["llama.cpp", /\bllama\.cpp\b|\bllama-server\b/i],
  ["lmstudio", /\blm ?studio\b/i],
  ["transformers", /\btransformers\b/i],
  ["sglang", /\bsglang\b/i],
  ["triton", /\btriton inference server\b|\btensorrt-llm\b/i],
];
const detailsMax = 24;

export function readmeSignalsOf(text: string): ReadmeSignals {
  const says = (word: string) => new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`, "i").test(text);
  return {
    quant_schemes: schemes.filter(says),
    quant_details: detailsIn(text),
    containers: containers.filter(says),
    backends: backends.filter(([, pattern]) => pattern.test(text)).map(([name]) => name),
    tool_calls: /\b(?:tool[- _]?(?:call|use)|function[- _]?call)/i.test(text),
    reasoning: /\breasoning\b|\bchain[- ]of[- ]thought\b|<think>/i.test(text),
    license_hint: /^license:[ \t]*["']?([\w.+-]{1,64})/im.exec(text)?.[1] ?? null,
  };
}

/** The quantisations that are named in so many words, `Q4_K_M` and its like. */
function detailsIn(text: string): string[] {
  const words = text.match(/\b(?:i?q\d[\w-]{0,12}|w\da\d{1,2}|int[48]|[bf]p?f?16|fp8|mxfp4|nvfp4)\b/gi) ?? [];
  const named = words.flatMap((word) => findQuantizationName(word)?.quantization ?? []);
  return [...new Set(named)].slice(0, detailsMax);
}
