import type { ModelFile } from "./model-files.ts";

export type ModelFormat = "gguf" | "safetensors" | "onnx" | "pytorch";

/** What was claimed, by what kind of witness, in which file; of a server, at which address. */
export type Evidence = {
  claim: string;
  from: "header" | "config" | "name" | "server";
  file: string;
};

/** The registry's `metadata.architecture`. Absent figures are unknown. */
export type Architecture = {
  num_layers?: number;
  num_attention_heads?: number;
  num_kv_heads?: number;
  hidden_size?: number;
  intermediate_size?: number;
  max_position_embeddings?: number;
  context_length?: number;
  head_dim?: number;
  rope_theta?: number;
  rope_scaling?: Record<string, unknown>;
  vocab_size?: number;
  params_billion?: number;
  max_generation_tokens?: number;
  vision?: Record<string, number>;
  /** The architecture's own name, `llama` or `Qwen2ForCausalLM`. */
  name?: string;
  field_sources?: Record<string, string>;
  sources?: string[];
};

export type ChatTemplate = {
  source: "embedded" | "external" | "none";
  path?: string;
  text?: string;
  sha256?: string;
};

/** True and false are findings; undefined means that nothing speaks for either. */
export type Capabilities = {
  text: boolean | undefined;
  vision: boolean | undefined;
  audio: boolean | undefined;
  embedding: boolean | undefined;
  tools: boolean | undefined;
  thinking: boolean | undefined;
};

/** One thing to serve: a GGUF file, or the shards of one. */
export type ModelVariant = {
  name: string;
  quantization: string | undefined;
  files: string[];
  bytes: number;
  parameters: number | undefined;
  architecture: Architecture;
  /** What keeps it from being handed to a backend. */
  problems: string[];
  /** Those of them in which a header contradicts its own file. */
  faults: string[];
};

export type DetectedModel = {
  root: string;
  format: ModelFormat | undefined;
  quantization: string | undefined;
  evidence: Evidence[];
  variants: ModelVariant[];
  files: ModelFile[];
  sizeBytes: number;
  parameters: number | undefined;
  contextLength: number | undefined;
  architecture: Architecture;
  chatTemplate: ChatTemplate;
  capabilities: Capabilities;
  license: string | undefined;
  warnings: string[];
  /** Where headers contradict their own files, which no reading again mends. */
  faults: string[];
  directoryChecksum: string;
};
