import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const importOllama = defineCommand({
  path: ["import-ollama"],
  title: "Import from Ollama",
  summary: "Add the models that Ollama holds to the registry",
  verb: "Import",
  effect: "changes",
  lane: "registry",
  limitMinutes: 10,
  tab: "download",
  group: "Ollama",
  rehearsal: "dryRun",
  apply: "apply",
  coming: true,
  fields: {
    backend: option(text("backend", 128), "Backend to assign", { default: "ollama" }),
    location: option(text("location"), "Location label", { default: "linux_wsl" }),
    deprecatePlaceholders: flag("Mark the placeholders of older imports as deprecated", {
      label: "Retire placeholders",
    }),
    purgeExisting: flag("Remove entries of earlier imports first", {
      folded: true,
      label: "Start afresh",
    }),
    ...rehearsed,
  },
  examples: [
    { says: "See what would be added", input: {}, runs: "import-ollama" },
    {
      says: "Import and retire placeholders",
      input: { deprecatePlaceholders: true, apply: true },
      runs: "import-ollama --deprecate-placeholders --apply",
    },
  ],
});
