import { gpuEnv, type Recipe } from "../recipe.ts";

/** Where the program itself listens, apart from the server of its models. */
const ownPorts = [41_343, 52_993, 16_141, 39_414, 22_931];
const askedMs = 1_000;

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
    status: ["server", "status", "--json", "--quiet"],
    up: [["daemon", "up", "--json"]],
    down: [
      ["server", "stop"],
      ["daemon", "down"],
    ],
    isOpen: async () => (await Promise.all(ownPorts.map(isStatus))).includes(true),
  },
};

const isStatus = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/lms-status`, { redirect: "manual", signal: AbortSignal.timeout(askedMs) })
    .then((answer) => answer.ok)
    .catch(() => false);
