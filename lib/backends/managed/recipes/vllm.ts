import { gpuEnv, type Recipe, said } from "../recipe.ts";

export const vllm: Recipe = {
  kind: "vllm",
  title: "vLLM",
  program: "vllm",
  programVariable: "MODELDECK_VLLM",
  install: {
    says: "uv pip install vllm",
    url: "https://docs.vllm.ai/en/latest/getting_started/installation/",
  },
  port: 8000,
  model: "needed",
  argv: ({ model, servedAs, context, trustsCode, args, host, port }) => [
    ...["serve", ...(model === undefined ? [] : [model]), ...args],
    ...said("--served-model-name", servedAs),
    ...said("--max-model-len", context),
    ...(trustsCode ? ["--trust-remote-code"] : []),
    ...["--host", host, "--port", String(port)],
  ],
  env: gpuEnv,
  keyVariable: "VLLM_API_KEY",
  ready: ["/health", "/v1/models"],
  readySeconds: 30 * 60,
  graceSeconds: 30,
};
