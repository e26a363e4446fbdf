import { gpuEnv, type Recipe, said } from "../recipe.ts";

export const lmdeploy: Recipe = {
  kind: "lmdeploy",
  title: "LMDeploy",
  program: "lmdeploy",
  programVariable: "MODELDECK_LMDEPLOY",
  install: {
    says: "pip install lmdeploy",
    url: "https://lmdeploy.readthedocs.io/en/latest/get_started/installation.html",
  },
  port: 23_333,
  model: "needed",
  argv: ({ model, servedAs, context, trustsCode, args, host, port }) => [
    ...["serve", "api_server", ...(model === undefined ? [] : [model]), ...args],
    ...said("--model-name", servedAs),
    ...said("--session-len", context),
    ...(trustsCode ? ["--trust-remote-code"] : []),
    ...["--server-name", host, "--server-port", String(port)],
  ],
  env: gpuEnv,
  ready: ["/health", "/v1/models"],
  readySeconds: 30 * 60,
  graceSeconds: 30,
};
