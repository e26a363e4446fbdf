import type { BackendAnswer, BackendKind, BackendState } from "#cli-bridge/protocol/backend-answer.ts";

export const kindWords: Record<BackendKind, string> = {
  ollama: "Ollama",
  lmstudio: "LM Studio",
  vllm: "vLLM",
  lmdeploy: "LMDeploy",
  llamacpp: "llama.cpp",
  openai: "OpenAI-compatible",
};

/** Where each kind tells of itself; the last speaks a language that others have described. */
export const manuals: Record<BackendKind, string> = {
  ollama: "https://docs.ollama.com",
  lmstudio: "https://lmstudio.ai/docs",
  vllm: "https://docs.vllm.ai",
  lmdeploy: "https://lmdeploy.readthedocs.io",
  llamacpp: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
  openai: "https://platform.openai.com/docs/api-reference",
};

export const stateWords: Record<BackendState, string> = {
  checking: "Asking",
  healthy: "Healthy",
  starting: "Starting",
  unhealthy: "Unhealthy",
  timeout: "No answer in time",
  offline: "Offline",
  error: "Error",
  "needs-token": "Needs a key",
};

/** Those one can work with come first, those that may be mended next; of a kind by name. */
const ranks: Record<BackendState, number> = {
  healthy: 0,
  starting: 1,
  checking: 2,
  "needs-token": 3,
  unhealthy: 4,
  error: 5,
  timeout: 6,
  offline: 7,
};

export const orderBackends = (backends: readonly BackendAnswer[]): BackendAnswer[] =>
  backends.toSorted(
    (one, other) =>
      ranks[one.state] - ranks[other.state] ||
      one.name.localeCompare(other.name) ||
      one.id.localeCompare(other.id),
  );

/** How a command is told of a server: the id of one that is kept, else its address. */
export const namedFor = ({ id, url, from }: Pick<BackendAnswer, "id" | "url" | "from">): string =>
  from === "saved" || from === "environment" ? id : url;
