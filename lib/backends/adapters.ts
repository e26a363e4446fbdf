import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter } from "./adapter.ts";
import { boundedAdapter } from "./bounded-adapter.ts";

/** Each is loaded when the first server of its kind is met. */
const adapters: Partial<Record<BackendKind, () => Promise<BackendAdapter>>> = {
  ollama: async () => (await import("./ollama/ollama-adapter.ts")).ollamaAdapter,
  lmstudio: async () => (await import("./lmstudio/lmstudio-adapter.ts")).lmStudioAdapter,
  vllm: async () => (await import("./vllm/vllm-adapter.ts")).vllmAdapter,
  lmdeploy: async () => (await import("./lmdeploy/lmdeploy-adapter.ts")).lmDeployAdapter,
  llamacpp: async () => (await import("./llamacpp/llamacpp-adapter.ts")).llamaCppAdapter,
  openai: async () => (await import("./openai/openai-adapter.ts")).openAiAdapter,
};

export async function adapterOf(kind: BackendKind): Promise<BackendAdapter> {
  const load = adapters[kind];
  if (load) return boundedAdapter(await load());
  throw new ConsoleError("not-available", `Servers of the kind ${kind} cannot be asked.`, {
    hint: "Add it as an OpenAI-compatible server.",
  });
}
