import { onServer, servedModel } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, positional } from "./field.ts";

export const ollamaShow = defineCommand({
  path: ["ollama-show"],
  title: "Show a model of Ollama",
  summary: "Tell a model's parameters, template, system prompt, licence and abilities, in the server's words",
  verb: "Show",
  effect: "reads",
  lane: "reads",
  limitMinutes: 2,
  tab: "backends",
  group: "Ollama",
  fields: {
    model: positional(servedModel, "Which model"),
    backend: onServer,
    modelfile: flag("Print its Modelfile"),
  },
  examples: [
    { says: "All about it", input: { model: "qwen3:8b" }, runs: "ollama-show -- qwen3:8b" },
    {
      says: "As a file to change",
      input: { model: "qwen3:8b", modelfile: true },
      runs: "ollama-show --modelfile -- qwen3:8b",
    },
  ],
});
