import { findQuantizationName, quantizationNameOf } from "#lib/weights/quantization-names.ts";

export type OllamaNaming = { family: string; quantization: string | undefined };

/**
 * What a model of Ollama is called, from the id that Ollama serves it by and nothing else. What Ollama tells of a model
 * besides its id differs from one question to the next, and names made of that alternate.
 */
export function namingOfServedId(id: string): OllamaNaming {
  const [, base = id, tag = "latest"] = /^(.*?)(?::([^/:]*))?$/s.exec(id.trim()) ?? [];
  const model = (base.split("/").at(-1) ?? base).toLowerCase();
  const tagged = quantizationNameOf(tag);
  const quantization =
    tagged ?? findQuantizationName(tag)?.quantization ?? findQuantizationName(model)?.quantization;
  const words = tagged === undefined ? `${model}-${tag.toLowerCase()}` : model;
  const family = words
    .replace(/\b(?:gguf|ggml|safetensors)\b/g, "")
    .replace(/[@_/\s]|\p{Cc}/gu, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  return { family: family || "model", quantization };
}
