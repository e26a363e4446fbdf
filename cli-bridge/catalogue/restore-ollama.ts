import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { picked, rehearsed } from "./shared-fields.ts";

export const restoreOllama = defineCommand({
  path: ["restore-ollama"],
  title: "Restore Ollama entries",
  summary: "Bring back Ollama entries that a backup holds and the registry does not",
  verb: "Restore",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    backup: option(text("file"), "Backup file; without it, the newest", { label: "Backup file" }),
    includeDeprecated: flag("Deprecated entries too"),
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: {}, runs: "restore-ollama" },
    {
      says: "Deprecated ones too",
      input: { includeDeprecated: true, apply: true },
      runs: "restore-ollama --include-deprecated --apply",
    },
  ],
});
