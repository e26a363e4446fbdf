import { gpuEnv, type Recipe } from "../recipe.ts";

export const ollama: Recipe = {
  kind: "ollama",
  title: "Ollama",
  program: "ollama",
  programVariable: "MODELDECK_OLLAMA",
  install: { says: "Download it from its page", url: "https://ollama.com/download" },
  port: 11_434,
  model: "none",
  argv: () => ["serve"],
  env: (wanted) => ({
    ...gpuEnv(wanted),
    OLLAMA_HOST: `${wanted.host.includes(":") ? `[${wanted.host}]` : wanted.host}:${wanted.port}`,
    ...(wanted.context !== undefined && { OLLAMA_CONTEXT_LENGTH: String(wanted.context) }),
  }),
  ready: ["/api/version"],
  readySeconds: 30,
  graceSeconds: 10,
};
