import { gpuEnv, type Recipe, said } from "../recipe.ts";

export const llamacpp: Recipe = {
  kind: "llamacpp",
  title: "llama.cpp",
  program: "llama-server",
  programVariable: "MODELDECK_LLAMA_SERVER",
  install: {
    says: "brew install llama.cpp, or a release from its page",
    url: "https://github.com/ggml-org/llama.cpp/releases",
  },
  port: 9931,
  model: "optional",
  argv: ({ model, servedAs, projector, context, args, host, port }) => [
    ...modelWords(model),
    ...said("--mmproj", projector),
    ...args,
    ...said("--alias", servedAs),
    ...said("--ctx-size", context),
    ...["--host", host, "--port", String(port)],
  ],
  env: gpuEnv,
  keyVariable: "LLAMA_API_KEY",
  ready: ["/health"],
  readySeconds: 10 * 60,
  graceSeconds: 10,
};

/** A file is loaded at once; of a folder its models are loaded when they are asked for; else it is a repository. */
function modelWords(model: string | undefined): string[] {
  if (model === undefined) return [];
  if (model.toLowerCase().endsWith(".gguf")) return ["--model", model];
  return model.startsWith("/") ? ["--models-dir", model] : ["--hf-repo", model];
}
