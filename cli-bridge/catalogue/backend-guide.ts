import { defineCommand } from "./define-command.ts";
import { choice, integer, option, optionalPositional, text } from "./field.ts";
import { modelName } from "./shared-fields.ts";

export const backendGuide = defineCommand({
  path: ["backend-guide"],
  title: "How servers are started",
  summary: "Show how a server is started by hand, with the model filled in, and where its settings go",
  verb: "Show",
  effect: "reads",
  lane: "reads",
  limitMinutes: 1,
  tab: "backends",
  group: "Servers",
  fields: {
    kind: optionalPositional(
      choice("ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp"),
      "Which server; all when left out",
    ),
    entry: option(modelName, "Model of the registry to fill in", { label: "Model" }),
    model: option(text("weights", 4096), "File, folder or repository of a model to fill in"),
    port: option(integer(1, 65_535), "Port to fill in"),
  },
  examples: [
    { says: "All of them", input: {}, runs: "backend-guide" },
    {
      says: "For a model",
      input: { kind: "vllm", entry: "tiny" },
      runs: "backend-guide --entry=tiny -- vllm",
    },
  ],
});
