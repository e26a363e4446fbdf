import { onServer, rehearsedFirst, servedModel } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";

export const ollamaCopy = defineCommand({
  path: ["ollama-copy"],
  title: "Copy a model of Ollama",
  summary: "Give a model of Ollama a second name; its bytes are shared",
  verb: "Copy",
  effect: "changes",
  changes: "Ollama's store",
  lane: "backends",
  limitMinutes: 5,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    source: positional(servedModel, "Model to copy", { label: "Model" }),
    destination: positional(text("free text", 512), "Its second name", { label: "New name" }),
    backend: onServer,
    ...rehearsedFirst,
  },
  examples: [
    {
      says: "A name of your own",
      input: { source: "qwen3:8b", destination: "house:latest" },
      runs: "ollama-copy -- qwen3:8b house:latest",
    },
  ],
});
