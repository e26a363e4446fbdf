import { gpuEnv, type Recipe } from "../recipe.ts";

export const lmstudio: Recipe = {
  kind: "lmstudio",
  title: "LM Studio",
  program: "lms",
  programVariable: "MODELDECK_LMS",
  usualPlaces: [".lmstudio/bin/lms", ".cache/lm-studio/bin/lms"],
  install: { says: "Download it from its page", url: "https://lmstudio.ai/download" },
  port: 1234,
  model: "none",
  argv: ({ args, host, port }) => ["server", "start", ...args, "--bind", host, "--port", String(port)],
  env: gpuEnv,
  ready: ["/api/v1/models"],
  readySeconds: 60,
  graceSeconds: 20,
  service: {
    up: [["daemon", "up", "--json"]],
    down: [
      ["server", "stop"],
      ["daemon", "down"],
    ],
  },
};
