import { onServer, rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, furtherPositionals } from "./field.ts";

export const backendUnload = defineCommand({
  path: ["backend-unload"],
  title: "Unload models",
  summary: "Have a server let go of models in memory, and wait until they are gone",
  verb: "Unload",
  effect: "changes",
  changes: "what is in memory",
  lane: "backends",
  limitMinutes: 15,
  tab: "backends",
  group: "Models in memory",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    models: furtherPositionals("served model", "Models to unload"),
    backend: onServer,
    all: flag("Everything that is in its memory", { label: "All of them" }),
    ...rehearsedFirst,
  },
  examples: [
    { says: "One model", input: { models: ["qwen3:8b"] }, runs: "backend-unload -- qwen3:8b" },
    {
      says: "All of a server",
      input: { backend: "Ollama", all: true },
      runs: "backend-unload --backend=Ollama --all",
    },
  ],
});
