export type LmInstance = {
  id: string;
  contextLength: number;
  isJustInTime: boolean;
  /** How long it stays without use; for ever where there is none. */
  ttlMs?: number | undefined;
};

export type LmModel = {
  key: string;
  type?: "llm" | "vlm" | "embedding";
  publisher?: string;
  displayName?: string;
  architecture?: string;
  quantization?: { name: string; bits_per_weight: number } | null;
  bytes: number;
  parameters?: string | null;
  contextLength: number;
  format?: "gguf" | "mlx" | null;
  capabilities?: { vision: boolean; trained_for_tool_use: boolean };
  variants?: string[];
  /** Said in place of loading it. */
  refusal?: string;
  /** Said in place of an answer, by an engine that has died. */
  crash?: string;
};

export const lmSamples: LmModel[] = [
  {
    ...{ key: "google/gemma-4-26b-a4b", publisher: "google", displayName: "Gemma 4 26B A4B" },
    ...{ architecture: "gemma4", bytes: 17_990_911_801, parameters: "26B-A4B", contextLength: 262_144 },
    quantization: { name: "Q4_K_M", bits_per_weight: 4 },
    capabilities: { vision: true, trained_for_tool_use: true },
    variants: ["google/gemma-4-26b-a4b@q4_k_m", "google/gemma-4-26b-a4b@q8_0"],
  },
  {
    ...{ key: "qwen/qwen3-8b", publisher: "qwen", displayName: "Qwen3 8B", architecture: "qwen3" },
    ...{ bytes: 5_027_783_488, parameters: "8B", contextLength: 40_960 },
    quantization: { name: "Q4_K_M", bits_per_weight: 4 },
    capabilities: { vision: false, trained_for_tool_use: true },
  },
  {
    ...{ key: "openai/gpt-oss-120b", publisher: "openai", displayName: "GPT-OSS 120B" },
    ...{ architecture: "gpt-oss", bytes: 63_387_346_464, parameters: "120B", contextLength: 131_072 },
    quantization: { name: "MXFP4", bits_per_weight: 4 },
    refusal: "Model loading was stopped due to insufficient system resources. Guardrails are on.",
  },
  // An embedding model tells little of itself.
  { key: "text-embedding-nomic-embed-text-v1.5", type: "embedding", bytes: 84_106_624, contextLength: 2048 },
];

const configOf = (instance: LmInstance) => ({
  context_length: instance.contextLength,
  ...{ eval_batch_size: 512, parallel: 4, flash_attention: true, offload_kv_cache_to_gpu: true },
});

export const rowOfV1 = (model: LmModel, loaded: LmInstance[]) => ({
  type: model.type === "embedding" ? "embedding" : "llm",
  publisher: model.publisher ?? "",
  key: model.key,
  display_name: model.displayName ?? model.key,
  ...(model.architecture && { architecture: model.architecture }),
  quantization: model.quantization ?? null,
  size_bytes: model.bytes,
  params_string: model.parameters ?? null,
  loaded_instances: loaded.map((instance) => ({ id: instance.id, config: configOf(instance) })),
  max_context_length: model.contextLength,
  format: model.format === undefined ? "gguf" : model.format,
  ...(model.capabilities && { capabilities: model.capabilities }),
  ...(model.variants && { variants: model.variants, selected_variant: model.variants[0] }),
});

export const rowOfV0 = (model: LmModel, loaded: LmInstance[]) => ({
  id: model.key,
  object: "model",
  type: model.type === "embedding" ? "embeddings" : (model.type ?? "llm"),
  publisher: model.publisher ?? "",
  arch: model.architecture ?? "unknown",
  compatibility_type: model.format ?? "gguf",
  quantization: model.quantization?.name ?? "",
  state: loaded.length > 0 ? "loaded" : "not-loaded",
  max_context_length: model.contextLength,
  ...(loaded[0] && { loaded_context_length: loaded[0].contextLength }),
});

/** A model as its SDK is told of it. */
export const infoOf = (model: LmModel) => ({
  type: model.type === "embedding" ? "embedding" : "llm",
  modelKey: model.key,
  format: model.format === "mlx" ? "safetensors" : "gguf",
  displayName: model.displayName ?? model.key,
  publisher: model.publisher ?? "",
  path: model.key,
  sizeBytes: model.bytes,
  indexedModelIdentifier: model.key,
  deviceIdentifier: null,
  ...(model.parameters && { paramsString: model.parameters }),
  ...(model.architecture && { architecture: model.architecture }),
  ...(model.quantization && {
    quantization: { name: model.quantization.name, bits: model.quantization.bits_per_weight },
  }),
  ...(model.variants && { variants: model.variants, selectedVariant: model.variants[0] }),
  vision: model.capabilities?.vision ?? false,
  trainedForToolUse: model.capabilities?.trained_for_tool_use ?? false,
  maxContextLength: model.contextLength,
});

export const infoOfInstance = (model: LmModel, { id, ttlMs, contextLength }: LmInstance) => ({
  ...infoOf(model),
  identifier: id,
  instanceReference: Buffer.from(id).toString("base64url"),
  ttlMs: ttlMs ?? null,
  lastUsedTime: null,
  contextLength,
});
