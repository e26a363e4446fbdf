const formats: ReadonlyMap<string, string> = new Map([
  ["awq", "AWQ"],
  ["exl2", "EXL2"],
  ["ggml", "GGML"],
  ["gguf", "GGUF"],
  ["gptq", "GPTQ"],
  ["mlx", "MLX"],
  ["onnx", "ONNX"],
  ["pytorch", "PyTorch"],
  ["safetensors", "Safetensors"],
]);

/** The registry's words as their makers write them; a word nobody knows stays as it is. */
export const toFormatWords = (format: string): string => formats.get(format.toLowerCase()) ?? format;

export const toQuantWords = (quantization: string): string => quantization.toUpperCase();

/** What a choice of a filter is called. */
export function toFacetWords(facet: string, value: string): string {
  if (facet === "format") return toFormatWords(value);
  if (facet === "layer") return value === "curated" ? "hand" : "tools";
  return facet === "quantization" ? toQuantWords(value) : value;
}
