import { onServer, rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, furtherPositionals, option, text } from "./field.ts";

export const ollamaPull = defineCommand({
  path: ["ollama-pull"],
  title: "Pull into Ollama",
  summary: "Have Ollama fetch models, one after the other; what was fetched before is not fetched again",
  verb: "Pull",
  effect: "changes",
  changes: "Ollama's store",
  lane: "downloads",
  limitMinutes: 10_080,
  pausable: true,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    models: furtherPositionals("served model", "Models to pull, such as qwen3:8b or hf.co/owner/repo:Q4_K_M"),
    backend: onServer,
    list: option(text("file"), "A list that ollama-list printed; only what is missing is pulled"),
    insecure: flag("Take it from a registry without a certificate", { folded: true }),
    ...rehearsedFirst,
  },
  examples: [
    { says: "One model", input: { models: ["qwen3:8b"] }, runs: "ollama-pull -- qwen3:8b" },
    {
      says: "What another machine has",
      input: { list: "models.json", dryRun: true },
      runs: "ollama-pull --list=models.json --dry-run",
    },
  ],
});
