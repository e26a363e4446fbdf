import { onServer, rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, furtherPositionals } from "./field.ts";

export const ollamaUpdate = defineCommand({
  path: ["ollama-update"],
  title: "Update Ollama's models",
  summary: "Compare models with the registry they came from, and pull those that have moved on",
  verb: "Update",
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
    models: furtherPositionals("served model", "Models to look at; all when left out"),
    backend: onServer,
    insecure: flag("Ask registries without a certificate", { folded: true }),
    ...rehearsedFirst,
  },
  examples: [
    { says: "What has moved on", input: { dryRun: true }, runs: "ollama-update --dry-run" },
    { says: "All that has", input: {}, runs: "ollama-update" },
  ],
});
