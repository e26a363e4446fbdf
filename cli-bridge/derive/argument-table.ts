/** What the backends understand beside the model, as far as it is known here. What is not known may still be right. */

export type BackendKind = "vllm" | "lmdeploy" | "ollama" | "llama.cpp";
export type CommonArgument = { words: readonly [flag: string, value?: string]; says: string };
type KnownArguments = { title: string; common: readonly CommonArgument[]; known: string };

const kinds: Readonly<Record<string, BackendKind>> = {
  vllm: "vllm",
  lmdeploy: "lmdeploy",
  ollama: "ollama",
  gguf: "llama.cpp",
  llamacpp: "llama.cpp",
  "llama.cpp": "llama.cpp",
  "llama-cpp": "llama.cpp",
  "llama-server": "llama.cpp",
};

export const backendKindOf = (backend: string): BackendKind | undefined => kinds[backend.toLowerCase()];

export const argumentTable: Readonly<Record<BackendKind, KnownArguments>> = {
  vllm: {
    title: "vLLM",
    common: [
      { words: ["--max-model-len", "8192"], says: "Tokens of context that are set aside room for" },
      { words: ["--gpu-memory-utilization", "0.9"], says: "Share of each GPU's memory that it may take" },
      { words: ["--tensor-parallel-size", "2"], says: "Spreads the model over so many GPUs" },
      { words: ["--kv-cache-dtype", "fp8"], says: "Halves what the context takes, for a little precision" },
      { words: ["--max-num-seqs", "16"], says: "How many requests are answered at a time" },
      { words: ["--dtype", "bfloat16"], says: "In which precision the weights are held" },
      { words: ["--enable-prefix-caching"], says: "Keeps beginnings that many requests share" },
      { words: ["--enforce-eager"], says: "Starts sooner and takes less memory, but answers slower" },
      { words: ["--limit-mm-per-prompt", '{"image": 4}'], says: "Most pictures in one request" },
      {
        words: ["--trust-remote-code"],
        says: "Runs code that comes with the model; only if you trust its owner",
      },
    ],
    known: `model tokenizer tokenizer-mode trust-remote-code dtype seed max-model-len quantization enforce-eager revision
      code-revision tokenizer-revision served-model-name load-format download-dir config-format hf-overrides hf-token
      hf-config-path gpu-memory-utilization kv-cache-dtype kv-cache-memory-bytes swap-space cpu-offload-gb block-size
      enable-prefix-caching prefix-caching-hash-algo tensor-parallel-size pipeline-parallel-size data-parallel-size
      enable-expert-parallel distributed-executor-backend max-num-seqs max-num-batched-tokens max-num-partial-prefills
      enable-chunked-prefill scheduling-policy async-scheduling limit-mm-per-prompt mm-processor-kwargs
      mm-processor-cache-gb mm-encoder-tp-mode media-io-kwargs allowed-local-media-path interleave-mm-strings
      skip-mm-profiling enable-lora max-loras max-lora-rank lora-modules lora-dtype fully-sharded-loras
      speculative-config compilation-config additional-config kv-transfer-config kv-events-config structured-outputs-config
      guided-decoding-backend reasoning-parser enable-reasoning logits-processors logits-processor-pattern
      override-generation-config generation-config enable-sleep-mode model-impl max-logprobs disable-sliding-window
      disable-cascade-attn skip-tokenizer-init enable-prompt-embeds calculate-kv-scales rope-scaling rope-theta
      task runner convert override-pooler-config pooler-config max-seq-len-to-capture host port uvicorn-log-level
      allow-credentials allowed-origins allowed-methods allowed-headers api-key chat-template chat-template-content-format
      response-role ssl-keyfile ssl-certfile ssl-ca-certs root-path middleware enable-auto-tool-choice tool-call-parser
      tool-parser-plugin tool-server exclude-tools-when-tool-choice-none enable-server-load-tracking
      enable-request-id-headers disable-fastapi-docs return-tokens-as-token-ids enable-prompt-tokens-details
      enable-force-include-usage enable-tokenizer-info-endpoint disable-uvicorn-access-log api-server-count headless
      disable-log-requests enable-log-requests disable-log-stats max-log-len config uds otlp-traces-endpoint
      collect-detailed-traces show-hidden-metrics-for-version attention-backend moe-backend optimization-level
      use-tqdm-on-load ignore-patterns pt-load-map-location cuda-graph-sizes max-parallel-loading-workers
      disable-custom-all-reduce worker-cls worker-extension-cls enable-dbo enable-eplb num-redundant-experts device
      num-lookahead-slots num-gpu-blocks-override preemption-mode disable-hybrid-kv-cache-manager stream-interval`,
  },
  lmdeploy: {
    title: "LMDeploy",
    common: [
      { words: ["--tp", "2"], says: "Spreads the model over so many GPUs" },
      {
        words: ["--cache-max-entry-count", "0.9"],
        says: "Share of the free GPU memory that contexts may take",
      },
      { words: ["--session-len", "8192"], says: "Tokens of context for one session" },
      { words: ["--quant-policy", "8"], says: "Holds contexts in 8 bits, or 4" },
      { words: ["--max-batch-size", "32"], says: "How many requests are answered at a time" },
      { words: ["--model-format", "awq"], says: "How the weights are packed" },
    ],
    known: `tp dp ep cache-max-entry-count session-len quant-policy max-batch-size model-format backend dtype server-name
      server-port model-name chat-template api-keys api-key ssl allow-origins allow-credentials allow-methods allow-headers
      proxy-url max-log-len disable-fastapi-docs log-level adapters device eager-mode disable-vision-encoder
      enable-prefix-caching cache-block-seq-len rope-scaling-factor num-tokens-per-iter max-prefill-iters
      max-prefill-token-num vision-max-batch-size revision download-dir tool-call-parser reasoning-parser
      max-concurrent-requests communicator async-engine-loop hf-overrides trust-remote-code role migration-backend
      cache-chunk-size allow-terminate-by-client enable-abort-handling logprobs-mode`,
  },
  ollama: {
    title: "Ollama",
    common: [
      { words: ["--num-ctx", "8192"], says: "Tokens of context" },
      { words: ["--num-gpu", "35"], says: "How many layers go to the GPU; 0 for none" },
      { words: ["--num-thread", "8"], says: "Processor threads" },
      { words: ["--num-batch", "512"], says: "Tokens of a prompt that are read at a time" },
      { words: ["--keep-alive", "30m"], says: "How long it stays in memory after an answer" },
    ],
    known: `num-ctx num-gpu num-thread num-batch num-keep num-predict main-gpu use-mmap use-mlock low-vram keep-alive seed
      repeat-last-n repeat-penalty temperature top-k top-p min-p stop draft-num-predict flash-attention kv-cache-type`,
  },
  "llama.cpp": {
    title: "llama.cpp",
    common: [
      { words: ["--ctx-size", "8192"], says: "Tokens of context, shared among all slots" },
      { words: ["--n-gpu-layers", "99"], says: "How many layers go to the GPU; 99 for all" },
      { words: ["--threads", "8"], says: "Processor threads" },
      { words: ["--parallel", "2"], says: "How many requests are answered at a time" },
      { words: ["--flash-attn", "on"], says: "Quicker, and less memory for long contexts" },
      { words: ["--cache-type-k", "q8_0"], says: "Halves what the keys of the context take" },
      { words: ["--cache-type-v", "q8_0"], says: "The same for its values; needs --flash-attn" },
      { words: ["--jinja"], says: "Uses the model's own chat template, which tools need" },
      { words: ["--mmproj", "mmproj.gguf"], says: "The part of a model that sees" },
      { words: ["--n-cpu-moe", "10"], says: "Leaves experts of so many layers to the processor" },
    ],
    known: `model model-url hf-repo hf-file hf-token alias host port path api-prefix ctx-size n-predict batch-size ubatch-size
      keep flash-attn threads threads-batch threads-http cpu-mask cpu-range cpu-strict prio poll n-gpu-layers gpu-layers
      split-mode tensor-split main-gpu device list-devices override-tensor cpu-moe n-cpu-moe mlock mmap numa
      cache-type-k cache-type-v defrag-thold parallel cont-batching rope-scaling rope-scale rope-freq-base
      rope-freq-scale yarn-orig-ctx yarn-ext-factor yarn-attn-factor yarn-beta-slow yarn-beta-fast kv-offload
      kv-unified repack swa-full lora lora-scaled lora-init-without-apply control-vector control-vector-scaled
      control-vector-layer-range mmproj mmproj-url mmproj-auto mmproj-offload override-kv check-tensors op-offload
      samplers seed sampling-seq ignore-eos temp top-k top-p min-p top-n-sigma xtc-probability xtc-threshold typical
      repeat-last-n repeat-penalty presence-penalty frequency-penalty dry-multiplier dry-base dry-allowed-length
      dry-penalty-last-n dry-sequence-breaker dynatemp-range dynatemp-exp mirostat mirostat-lr mirostat-ent logit-bias
      grammar grammar-file json-schema json-schema-file jinja reasoning-format reasoning-budget chat-template
      chat-template-file chat-template-kwargs prefill-assistant slot-prompt-similarity special warmup spm-infill pooling
      embedding embeddings reranking rerank api-key api-key-file ssl-key-file ssl-cert-file timeout webui
      cache-prompt cache-reuse cache-ram ctx-checkpoints metrics props slots slot-save-path context-shift model-draft
      draft draft-max draft-min draft-p-min ctx-size-draft device-draft n-gpu-layers-draft cache-type-k-draft
      cache-type-v-draft threads-draft spec-replace log-disable log-file log-colors log-prefix log-timestamps
      log-verbosity verbose offline perf escape fit`,
  },
};

/** Short words for long ones, so that the same thing said twice is seen. */
const shortWords: Readonly<Record<BackendKind, Readonly<Record<string, string>>>> = {
  vllm: {
    tp: "tensor-parallel-size",
    pp: "pipeline-parallel-size",
    dp: "data-parallel-size",
    q: "quantization",
  },
  lmdeploy: {},
  ollama: {},
  "llama.cpp": {
    c: "ctx-size",
    m: "model",
    ngl: "n-gpu-layers",
    "gpu-layers": "n-gpu-layers",
    t: "threads",
    tb: "threads-batch",
    np: "parallel",
    fa: "flash-attn",
    ctk: "cache-type-k",
    ctv: "cache-type-v",
    b: "batch-size",
    ub: "ubatch-size",
    n: "n-predict",
    ts: "tensor-split",
    sm: "split-mode",
    mg: "main-gpu",
    ot: "override-tensor",
    md: "model-draft",
    mm: "mmproj",
    ncmoe: "n-cpu-moe",
    cmoe: "cpu-moe",
    a: "alias",
    s: "seed",
    cb: "cont-batching",
    hf: "hf-repo",
    v: "verbose",
    kvu: "kv-unified",
  },
};

/** What a flag means, in one spelling: `-tp`, `--tensor_parallel_size=2` and `--tensor-parallel-size` are one. */
export function meaningOf(flag: string, kind: BackendKind | undefined): string {
  const word = flag.replace(/^-+/, "").split("=")[0] ?? "";
  const spelled = kind === "vllm" || kind === "ollama" ? word.replaceAll("_", "-") : word;
  return (kind && shortWords[kind][spelled]) ?? spelled;
}

const sets = new Map<BackendKind, ReadonlySet<string>>();

/** Whether a backend is known to understand a flag, or its opposite. */
export function isKnownArgument(flag: string, kind: BackendKind): boolean {
  const known = sets.get(kind) ?? new Set(argumentTable[kind].known.split(/\s+/));
  sets.set(kind, known);
  const meaning = meaningOf(flag, kind);
  const [section] = meaning.split(".");
  return known.has(meaning) || known.has(meaning.replace(/^no-/, "")) || known.has(section ?? "");
}
