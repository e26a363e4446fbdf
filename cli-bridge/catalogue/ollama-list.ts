import { onServer } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";

export const ollamaList = defineCommand({
  path: ["ollama-list"],
  title: "List Ollama's models",
  summary: "Show what a server of Ollama holds; as JSON it is the list that ollama-pull takes",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 2,
  tab: "backends",
  group: "Ollama",
  fields: { backend: onServer },
  examples: [{ says: "What it holds", input: {}, runs: "ollama-list" }],
});
