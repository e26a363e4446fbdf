import { defineCommand } from "./define-command.ts";
import { option, positional, text } from "./field.ts";
import { modelName } from "./shared-fields.ts";

export const diffBackup = defineCommand({
  path: ["diff-backup"],
  title: "Compare with a backup",
  summary: "Show what differs between a backup and the registry of now",
  verb: "Compare",
  effect: "reads",
  lane: "reads",
  limitMinutes: 2,
  tab: "maintenance",
  group: "Backups",
  fields: {
    backup: positional(text("backup", 128), "Backup to compare with"),
    entry: option(modelName, "Only this entry"),
  },
  examples: [
    { says: "All of it", input: { backup: "20261120-101500" }, runs: "diff-backup -- 20261120-101500" },
  ],
});
