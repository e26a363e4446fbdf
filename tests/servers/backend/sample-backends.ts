import { setTimeout as delay } from "node:timers/promises";
import { startTestLlamaCpp } from "../llamacpp/start-test-llamacpp.ts";
import { startTestLmDeploy } from "../lmdeploy/start-test-lmdeploy.ts";
import { startTestLmStudio } from "../lmstudio/start-test-lmstudio.ts";
import { openTestOllama } from "../ollama/open-test-ollama.ts";
import type { ServedModel } from "../ollama/test-models.ts";
import { startTestVllm } from "../vllm/start-test-vllm.ts";

/** One server to try things on: where the console looks for it, and how it is told of it otherwise. */
export type SampleBackend = {
  port: number;
  says: string;
  variable?: string;
  start: (port: number) => Promise<{ url: string; stop: () => Promise<void> }>;
};

const pace = () => delay(300);

const layers = (name: string, bytes: number) =>
  ["weights", "template", "license"].map((part, place) => ({
    digest: `sha256:${Buffer.from(`${name}/${part}`).toString("hex").padEnd(64, "0").slice(0, 64)}`,
    bytes: place === 0 ? bytes : 1_723 * place,
  }));

const ollamaModel = (name: string, size: number, more: Partial<ServedModel> = {}): ServedModel => ({
  ...{ name, size, layers: layers(name, size), contextLength: 40_960 },
  capabilities: ["completion", "tools"],
  ...more,
});

const ollamaModels = [
  ollamaModel("qwen3:8b", 5_225_388_164, { family: "qwen3", parameterSize: "8.2B" }),
  ollamaModel("gemma4:26b", 17_990_911_801, { family: "gemma4", parameterSize: "26B" }),
  ollamaModel("nomic-embed-text:latest", 274_302_450, { capabilities: ["embedding"], contextLength: 2048 }),
];
const ollamaOffers = [ollamaModel("llama3.2:3b", 2_019_393_189, { parameterSize: "3.2B" })];

/** Weights take a while, and until then it answers that it loads. */
async function startLoadingLlama(port: number) {
  const server = await startTestLlamaCpp({ port, pace, hasMetrics: true, isLoading: true });
  const timer = setTimeout(() => Object.assign(server.state, { isLoading: false }), 15_000);
  return {
    url: server.url,
    stop: () => {
      clearTimeout(timer);
      return server.stop();
    },
  };
}

const router = [
  { id: "unsloth/Qwen3-4B-GGUF:Q4_K_M" },
  { id: "ggml-org/gemma-3-1b-it-GGUF:Q8_0", status: "loaded" as const },
  { id: "acme/too-large-GGUF:F16", exitCode: 1 },
];

export const sampleBackends: SampleBackend[] = [
  {
    ...{
      port: 11434,
      variable: "OLLAMA_HOST",
      says: "Ollama with three models; `llama3.2:3b` can be pulled",
    },
    start: async (port) => {
      const options = { models: ollamaModels, offers: ollamaOffers, version: "0.13.0", pace };
      const ollama = await openTestOllama(options, port);
      return { url: ollama.url, stop: ollama.close };
    },
  },
  {
    ...{ port: 1234, variable: "LMSTUDIO_URL", says: "LM Studio; one of its models is too large to load" },
    start: (port) => {
      const catalogue = { "ibm/granite-4-micro": { bytes: 2_279_145_003, ends: "completed" as const } };
      return startTestLmStudio({ port, pace, catalogue });
    },
  },
  {
    ...{ port: 8000, variable: "VLLM_URL", says: "vLLM in its dev mode, with an adapter; it can sleep" },
    start: (port) => startTestVllm({ port, pace, hasDevMode: true, adapters: ["sql-adapter"] }),
  },
  {
    ...{ port: 23333, variable: "LMDEPLOY_URL", says: "LMDeploy; it can sleep" },
    start: (port) => startTestLmDeploy({ port, pace }),
  },
  {
    ...{ port: 8080, variable: "LLAMACPP_URL", says: "llama-server, which loads for its first 15 seconds" },
    start: startLoadingLlama,
  },
  {
    ...{ port: 9931, says: "llama-server as a router of three models; the process of one dies" },
    start: (port) => startTestLlamaCpp({ port, pace, router }),
  },
];
