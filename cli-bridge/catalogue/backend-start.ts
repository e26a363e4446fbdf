import { defineCommand } from "./define-command.ts";
import { choice, flag, integer, option, positional, secret, text } from "./field.ts";
import { serverFields } from "./server-fields.ts";
import { hubToken, modelName } from "./shared-fields.ts";

export const backendStart = defineCommand({
  path: ["backend-start"],
  title: "Start a server",
  summary: "Start a server of models and keep it running until it is stopped",
  verb: "Start",
  effect: "changes",
  changes: "what runs on this machine",
  lane: "servers",
  limitMinutes: 0,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  severities: [
    { when: ["expose"], is: 3 },
    { when: ["trustRemoteCode"], is: 3 },
    { when: [], is: 1 },
  ],
  fields: {
    kind: positional(choice("ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp"), "Which server"),
    entry: option(modelName, "Model of the registry, with its arguments and its port", { label: "Model" }),
    model: option(text("weights", 4096), "File, folder or repository of a model, where it has no entry", {
      label: "Path or repository",
    }),
    port: option(integer(1, 65_535), "Port to listen on; the model's or the usual one when left out"),
    host: option(text("host", 255), "Address to listen on", { default: "127.0.0.1" }),
    ...serverFields,
    apiKey: secret("MODELDECK_BACKEND_KEY", "Key that it asks of its clients", { label: "Key" }),
    token: hubToken,
    dryRun: flag("Show what would be started, start nothing"),
  },
  examples: [
    {
      says: "A model of the registry",
      input: { kind: "vllm", entry: "tiny" },
      runs: "backend-start --entry=tiny -- vllm",
    },
    {
      says: "A file, on the second GPU",
      input: { kind: "llamacpp", model: "/models/tiny.gguf", gpu: "1", port: 9932 },
      runs: "backend-start --model=/models/tiny.gguf --port=9932 --gpu=1 -- llamacpp",
    },
    { says: "Ollama", input: { kind: "ollama" }, runs: "backend-start -- ollama" },
  ],
});
