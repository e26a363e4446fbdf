import { rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, furtherPositionals, option, text } from "./field.ts";

export const ollamaSync = defineCommand({
  path: ["ollama-sync"],
  title: "Bring one Ollama to another",
  summary:
    "Give a server the models that another has: pulled where a registry has them, else copied byte by byte",
  verb: "Sync",
  effect: "changes",
  changes: "a server's store",
  lane: "downloads",
  limitMinutes: 10_080,
  pausable: true,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    from: option(text("instance", 512), "The server that has them", { required: true }),
    to: option(text("instance", 512), "The server that is to have them", { required: true }),
    models: furtherPositionals("served model", "Only these"),
    store: option(text("folder"), "Where the first keeps its files, for what no registry has", {
      folded: true,
    }),
    insecure: flag("Ask registries without a certificate", { folded: true }),
    ...rehearsedFirst,
  },
  examples: [
    {
      says: "What would come",
      input: { from: "Ollama", to: "GPU box", dryRun: true },
      runs: "ollama-sync --from=Ollama '--to=GPU box' --dry-run",
    },
  ],
});
