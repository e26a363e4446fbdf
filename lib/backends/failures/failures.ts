import type { Failure, KnownFailure } from "./explain-failure.ts";

const memory = {
  cause: "memory",
  hint: "Choose a shorter context or a smaller quantisation, or unload another model first.",
  deed: "smaller-context",
} as const;

/**
 * The words of the servers of 2026. A cause that brings others along stands before them: who runs out of memory says
 * afterwards that the engine died.
 */
export const failures: readonly KnownFailure[] = [
  {
    ...memory,
    says: "The model and its context do not fit into the memory of the GPU.",
    words:
      /CUDA out of memory|CUDA_ERROR_OUT_OF_MEMORY|torch\.(?:cuda\.)?OutOfMemoryError|out of device memory|cudaMalloc failed|hipMalloc failed|vk_error_out_of_device_memory|ErrorOutOfMemory|ErrorOutOfDeviceMemory|HIP out of memory|ggml_backend_cuda_buffer_type_alloc_buffer: allocating/i,
  },
  {
    ...memory,
    says: "Another program holds so much of the GPU's memory that the share it was told to take is not free.",
    hint: "Unload what else is on the GPU, or lower --gpu-memory-utilization.",
    of: ["vllm"],
    words: /Free memory on device .* is less than desired GPU memory utilization/i,
  },
  {
    ...memory,
    says: "This machine has less memory free than it was told to take for the model's context.",
    hint: "Unload what else is in memory, or lower --gpu-memory-utilization, --kv-cache-memory-bytes or VLLM_CPU_KVCACHE_SPACE.",
    of: ["vllm"],
    words:
      /Available memory on node .* is less than (?:desired CPU memory utilization|requested memory for kv)/i,
  },
  {
    ...memory,
    says: "The weights fit, but no room is left for a context of this length.",
    hint: "Say a shorter context, or let it take more of the GPU.",
    of: ["vllm"],
    words:
      /No available memory for the cache blocks|KV cache is needed, which is larger than the available KV cache memory|larger than the maximum number of tokens that can be stored in KV cache|Cannot auto-fit max_model_len/i,
  },
  {
    ...memory,
    says: "There is not enough memory for the model.",
    words:
      /\bout of memory\b|\bfailed to allocate\b|\ballocation failed\b|\bnot enough memory\b|\binsufficient memory\b|requires more system memory|Cannot allocate memory|std::bad_alloc|\bOOMKilled\b|unable to allocate (?:backend|\S+) buffer/i,
  },
  {
    cause: "port",
    says: "Another program listens on its port already.",
    hint: "Choose another port, or end that program.",
    deed: "other-port",
    words:
      /address already in use|EADDRINUSE|Only one usage of each socket address|couldn't bind HTTP server socket|\[Errno 98\]|\[Errno 48\]/i,
  },
  {
    cause: "gated",
    says: "The repository of the model asks for a login, or for its licence to be accepted.",
    hint: "Accept the licence on its page and give a token of the hub.",
    deed: "accept-licence",
    words: /GatedRepoError|Access to model .* is restricted|401 Client Error|Cannot access gated repo/i,
  },
  {
    cause: "disk",
    says: "The disk is full.",
    hint: "Make room on it, and start again.",
    deed: "free-space",
    words: /no space left on device|ENOSPC|disk quota exceeded/i,
  },
  {
    cause: "proxy",
    says: "It did not reach the hub to fetch the model.",
    hint: "See that the network and the proxy are right, or give it a model that is on this machine.",
    words:
      /ProxyError|We couldn't connect to 'https?:|Name or service not known|Temporary failure in name resolution|Failed to establish a new connection|NameResolutionError|Could not resolve host|Max retries exceeded with url|max retries exceeded:/i,
  },
  {
    cause: "not-found",
    says: "The model was not found where it was looked for.",
    hint: "See that the path or the name is right and that its files are there.",
    deed: "choose-model",
    words:
      /RepositoryNotFoundError|is not a local folder and is not a valid model identifier|Can't load the (?:configuration|model) of|failed to open GGUF file|gguf_init_from_file: failed to open|model ['"]?[^\n'"]+['"]? not found|file does not exist|does not appear to have a file named|Repo id must be in the form|Invalid repository ID or local directory specified|no such file or directory[^\n]*\.(?:gguf|safetensors|json)|No such file or directory: '[^']*(?:config\.json|\.safetensors|\.gguf)|LocalEntryNotFoundError/i,
  },
  {
    cause: "cuda",
    says: "It found no GPU that it can use, or no driver that fits.",
    hint: "See that nvidia-smi shows the GPU, that CUDA_VISIBLE_DEVICES names one that is there, and that driver and CUDA go together.",
    words:
      /lib(?:cuda|cublas|amdhip64)\S*(?: not found|: cannot open)|(?:cannot|could not|unable to|failed to) (?:load|open|find)[^\n]{0,60}libcuda|CUDA driver version is insufficient|no CUDA-capable device|No CUDA GPUs are available|Failed to infer device type|CUDA_ERROR_\w+|Torch not compiled with CUDA|invalid device ordinal|NVIDIA driver on your system is too old|Found no NVIDIA driver|no kernel image is available/i,
  },
  {
    cause: "format",
    says: "The files of the model are damaged, or of a kind that this version does not know.",
    hint: "Verify the files of the model, or install a newer version of the server.",
    words:
      /unknown model architecture|Model architectures? (?:\[[^\]]*\] (?:are|is) not supported|\S+ was supported in vLLM until)|gguf_init_from_\w+: (?:invalid magic|failed to read)|invalid magic|SafetensorError|Transformers does not recognize this architecture|config file at .* is not a valid JSON file|HeaderTooLarge|MetadataIncompleteBuffer|Unrecognized model in|done_getting_tensors: wrong number of tensors|invalid file magic/i,
  },
  {
    cause: "arguments",
    says: "The context is longer than the model was made for.",
    hint: "Say a shorter context, or none to take what the model has.",
    deed: "smaller-context",
    of: ["vllm"],
    words: /User-specified max_model_len \(\d+\) is greater than the derived max_model_len/i,
  },
  {
    cause: "arguments",
    says: "It refuses one of its settings.",
    hint: "Its log says which, behind the words: Value error.",
    of: ["vllm"],
    words: /ValidationError: \d+ validation errors? for \w+Config/,
  },
  {
    cause: "arguments",
    says: "It does not understand one of its arguments.",
    hint: "Look at the last lines of its log, and correct the arguments.",
    words:
      /error: (?:unrecognized arguments|argument|invalid argument|unknown argument|the following arguments)|unknown flag:|unknown shorthand flag/i,
  },
  {
    cause: "busy",
    says: "It has more requests in hand than it takes at a time.",
    hint: "Wait for some to end and ask again.",
    words: /server busy, please try again|maximum pending requests exceeded/i,
  },
  {
    cause: "crashed",
    says: "The part that does the work ended on its own.",
    hint: "The lines of the log before that say more; a model that is damaged or too large is the usual cause.",
    words:
      /llama-server process has terminated|llama runner process has terminated|Engine core initialization failed|EngineDeadError|EngineCore encountered an issue|timed out waiting for llama-server to start|Segmentation fault|segmentation violation|illegal memory access/i,
  },
];

const crash: Failure = {
  cause: "crashed",
  says: "It crashed.",
  hint: "Look at the last lines of its log; a newer version of the server may know better.",
};

/** What the end itself says of a server that had no words for it. */
export const bySignal: Readonly<Record<string, Failure | undefined>> = {
  SIGKILL: {
    cause: "crashed",
    says: "It was killed from outside, as the system does when the memory of this machine runs out.",
    hint: "Choose a shorter context or a smaller quantisation; the log of the kernel says whether memory was the reason.",
    deed: "smaller-context",
  },
  ...{ SIGSEGV: crash, SIGABRT: crash, SIGBUS: crash, SIGILL: crash, SIGFPE: crash },
};
