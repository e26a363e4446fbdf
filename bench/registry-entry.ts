import { capabilityWords } from "#cli-bridge/protocol/capability-words.ts";

/** An entry as the tools write them, and about as long. */
export function toBenchEntry(index: number): Record<string, unknown> {
  const words = Object.values(capabilityWords).flat();
  return {
    name: `family-${index}-instruct_(Q4_K_M)`,
    display_name: `family-${index}-instruct (Q4_K_M)`,
    backend: index % 3 === 0 ? "ollama" : "vllm",
    backend_config: {
      port: 24001,
      model_path: `/models/weights/owner/${index}`,
      extra_args: ["--max-model-len", "4096"],
    },
    capabilities: Object.fromEntries(words.map((word) => [word, word === "text" || index % 7 === 0])),
    generation_defaults: { temperature: 0.7 },
    artifacts: { aggregate_sha256: "", files: [] },
    chat_template: { source: "embedded", path: null, sha256: null },
    version_lock: { locked: false, expected_aggregate_sha256: null, last_verified: null },
    performance: { rolling_samples: 0, ttft_ms_avg: 0, throughput_toks_per_s_avg: 0, last_sample: null },
    probes: { vision: null },
    profiles_placeholder: null,
    metadata: {
      created_from_download: true,
      architecture: { num_layers: 32, hidden_size: 4096, sources: ["config"] },
    },
    served_model_id: null,
    model_aliases: [`owner/family-${index}`],
    roles: index % 5 === 0 ? ["chat"] : [],
    source: { huggingface_id: `owner/family-${index}` },
    deprecated: false,
    family: `family-${index}`,
    quantization: "q4_k_m",
    role_priority: index % 5 === 0 ? { chat: 50 } : {},
    download_format: "gguf",
    download_location: "linux_wsl",
    download_path: `/models/weights/owner/${index}`,
    download_size_bytes: 4_000_000_000 + index,
    download_files: ["config.json", `family-${index}.gguf`],
    download_directory_checksum: "0123456789abcdef",
    downloaded_at: "2026-11-21T00:00:00Z",
    last_accessed: "2026-11-21T00:00:00Z",
  };
}
