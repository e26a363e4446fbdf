import { onServer } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { furtherPositionals } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const ollamaDelete = defineCommand({
  path: ["ollama-delete"],
  title: "Delete from Ollama",
  summary: "Delete models from Ollama's store for ever; layers that other models share stay",
  verb: "Delete",
  changes: "Ollama's store",
  effect: "destroys",
  lane: "backends",
  limitMinutes: 30,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  apply: "apply",
  counted: "items",
  fields: {
    models: furtherPositionals("served model", "Models to delete"),
    backend: onServer,
    ...rehearsed,
  },
  examples: [
    { says: "See what would go", input: { models: ["qwen3:8b"] }, runs: "ollama-delete -- qwen3:8b" },
    {
      says: "Two of them",
      input: { models: ["qwen3:8b", "llama3:latest"], apply: true },
      runs: "ollama-delete --apply -- qwen3:8b llama3:latest",
    },
  ],
});
