import { describe, expect, it } from "vitest";
import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { explainFailure, type FailureCause } from "#lib/backends/failures/explain-failure.ts";

const said: [BackendKind, string, FailureCause][] = [
  ["ollama", "llama-server process has terminated: cudaMalloc failed: out of memory", "memory"],
  ["ollama", "ggml: hipMalloc failed", "memory"],
  ["ollama", "vk_error_out_of_device_memory", "memory"],
  ["ollama", "ErrorOutOfDeviceMemory: erroroutofmemory", "memory"],
  ["ollama", "failed to allocate compute pp buffers", "memory"],
  ["ollama", "model requires more system memory (5.6 GiB) than is available (3.1 GiB)", "memory"],
  ["ollama", "error: insufficient memory", "memory"],
  ["ollama", "llama-server process has terminated: exit status 2", "crashed"],
  ["ollama", "llama runner process has terminated: exit status 2", "crashed"],
  ["ollama", "timed out waiting for llama-server to start - progress 0.00", "crashed"],
  ["ollama", 'model "x" not found, try pulling it first', "not-found"],
  ["ollama", "model 'x' not found", "not-found"],
  ["ollama", "pull model manifest: file does not exist", "not-found"],
  ["ollama", "server busy, please try again.  maximum pending requests exceeded", "busy"],
  ["ollama", "Error: listen tcp 127.0.0.1:11434: bind: address already in use", "port"],
  ["ollama", "write /models/blobs/x: no space left on device", "disk"],
  ["vllm", "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.", "memory"],
  [
    "vllm",
    "ValueError: Free memory on device cuda:0 (3.1/24 GiB) on startup is less than desired GPU memory utilization (0.92, 22 GiB).",
    "memory",
  ],
  ["vllm", "ValueError: No available memory for the cache blocks.", "memory"],
  [
    "vllm",
    "To serve at least one request with the models's max seq len (131072), (16.00 GiB KV cache is needed, which is larger than the available KV cache memory (4.21 GiB).",
    "memory",
  ],
  ["vllm", "OSError: [Errno 98] Address already in use", "port"],
  ["vllm", "RuntimeError: Failed to infer device type", "cuda"],
  ["vllm", "RuntimeError: No CUDA GPUs are available", "cuda"],
  ["vllm", "huggingface_hub.errors.GatedRepoError: 401 Client Error.", "gated"],
  ["vllm", "OSError: /models/x is not a local folder and is not a valid model identifier", "not-found"],
  ["vllm", "vllm serve: error: unrecognized arguments: --nonsense", "arguments"],
  ["vllm", "ValueError: Model architectures ['FooForCausalLM'] are not supported for now.", "format"],
  [
    "vllm",
    "pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig\n  Value error, The checkpoint you are trying to load has model type `foo` but Transformers does not recognize this architecture.",
    "format",
  ],
  [
    "vllm",
    "OSError: It looks like the config file at '/models/x/config.json' is not a valid JSON file.",
    "format",
  ],
  [
    "vllm",
    "ValueError: Model architecture FooForCausalLM was supported in vLLM until v0.10.2, and is not supported anymore.",
    "format",
  ],
  [
    "vllm",
    "ValidationError: 1 validation error for ModelConfig\n  Value error, Invalid repository ID or local directory specified: '/models/empty'.",
    "not-found",
  ],
  [
    "vllm",
    "ValidationError: 1 validation error for ModelConfig\n  Value error, Sleep mode is not supported on current platform.",
    "arguments",
  ],
  [
    "vllm",
    "ValueError: Available memory on node 0 (8.1/23.4 GiB) on kv cache allocation is less than requested memory for kv (300.0 GiB).",
    "memory",
  ],
  [
    "vllm",
    "ValueError: Cannot auto-fit max_model_len: not enough GPU memory available to serve even a single token.",
    "memory",
  ],
  ["vllm", "RuntimeError: Engine core initialization failed. See root cause above.", "crashed"],
  ["lmdeploy", "requests.exceptions.ProxyError: Max retries exceeded with url", "proxy"],
  ["llamacpp", "couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080", "port"],
  ["llamacpp", "gguf_init_from_file: failed to open GGUF file '/x.gguf'", "not-found"],
  ["llamacpp", "llama_model_load: error loading model: unknown model architecture: 'foo'", "format"],
  ["llamacpp", "error: invalid argument: --nonsense", "arguments"],
  [
    "llamacpp",
    "error while loading shared libraries: libcudart.so.12: cannot open shared object file",
    "cuda",
  ],
];

describe("B12 why a server failed", () => {
  it.each(said)("%s saying %j means %s", (kind, text, cause) => {
    expect(explainFailure(`loading\n${text}\n`, kind)).toMatchObject({ cause });
  });

  it("names what is nearest to the cause where several words stand", () => {
    const text = "CUDA out of memory\nRuntimeError: Engine core initialization failed.";
    expect(explainFailure(text, "vllm")?.cause).toBe("memory");
  });

  it("is the way to the hub where the model is missing for want of it", () => {
    const text =
      "LocalEntryNotFoundError: Cannot find an appropriate cached snapshot folder\nOSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.";
    expect(explainFailure(text, "vllm")?.cause).toBe("proxy");
    const offline = "LocalEntryNotFoundError: Cannot find it; outgoing traffic has been disabled.";
    expect(explainFailure(offline, "vllm")?.cause).toBe("not-found");
  });

  it("offers a shorter context where the one that was said is beyond the model", () => {
    const text =
      "ValidationError: 1 validation error for ModelConfig\n  Value error, User-specified max_model_len (999999) is greater than the derived max_model_len (max_position_embeddings=2048.0).";
    expect(explainFailure(text, "vllm")).toMatchObject({ cause: "arguments", deed: "smaller-context" });
  });

  it("goes by what was said last, not by an old word far above", () => {
    const text = `model 'old' not found\n${"INFO: loading\n".repeat(400)}OSError: [Errno 98] Address already in use`;
    expect(explainFailure(text, "vllm")?.cause).toBe("port");
  });

  it("of a server that was ready is none of the requests that failed before", () => {
    const requests = `model "nope" not found, try pulling it first\n${"GET /api/ps 200\n".repeat(40)}`;
    const crashed = `${requests}SIGSEGV: segmentation violation\n`;
    expect(explainFailure(crashed, "ollama", { wasReady: true })?.cause).toBe("crashed");
    expect(explainFailure(requests, "ollama", { wasReady: true })).toBeUndefined();
    const old = `cudaMalloc failed: out of memory\n${"GET /api/ps 200\n".repeat(2_000)}`;
    expect(explainFailure(old, "ollama", { wasReady: true })).toBeUndefined();
    const now = `${old}cudaMalloc failed: out of memory\n`;
    expect(explainFailure(now, "ollama", { wasReady: true })?.cause).toBe("memory");
  });

  it("is told by the signal where the server had no words", () => {
    const killed = explainFailure("listening\n", "vllm", { wasReady: true, signal: "SIGKILL" });
    expect(killed).toMatchObject({ cause: "crashed", says: expect.stringContaining("memory") });
    expect(explainFailure("listening\n", "ollama", { signal: "SIGSEGV" })?.says).toBe("It crashed.");
    expect(explainFailure("CUDA out of memory", "vllm", { signal: "SIGKILL" })?.cause).toBe("memory");
    expect(explainFailure("listening\n", "ollama", { signal: "SIGTERM" })).toBeUndefined();
  });

  it("is not that a library is named which was found", () => {
    for (const text of ["INFO: using libcuda.so.1", "loaded libcudart.so.12 and libamdhip64.so"])
      expect(explainFailure(text, "vllm")).toBeUndefined();
  });

  it("1.2.8 takes no part of a word for memory", () => {
    for (const text of ["bad parameter", "frame dropped", "program ended", "memory_pool ready", "RAM disk"])
      expect(explainFailure(text, "ollama")).toBeUndefined();
  });

  it("leaves alone what it does not know", () => {
    expect(explainFailure("INFO: Application startup complete.", "vllm")).toBeUndefined();
  });

  it("has a sentence and a next step for each", () => {
    for (const [kind, text] of said) {
      const { says, hint } = explainFailure(text, kind) ?? { says: "", hint: "" };
      expect(says).toMatch(/^[A-Z].+\.$/);
      expect(hint).toMatch(/^[A-Z].+\.$/);
    }
  });
});
