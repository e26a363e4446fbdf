import { defineCommand } from "./define-command.ts";
import { flag } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const purgeDeprecated = defineCommand({
  path: ["purge-deprecated"],
  title: "Purge deprecated entries",
  summary: "Remove deprecated entries from the registry; files stay",
  verb: "Purge",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Purge",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    placeholdersOnly: flag("Only placeholders of older Ollama imports"),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: { dryRun: true }, runs: "purge-deprecated --dry-run" },
    {
      says: "Only placeholders",
      input: { placeholdersOnly: true, apply: true },
      runs: "purge-deprecated --placeholders-only --apply",
    },
  ],
});
