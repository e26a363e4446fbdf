import { defineCommand } from "./define-command.ts";
import { list, option, positional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const restoreBackup = defineCommand({
  path: ["restore-backup"],
  title: "Restore a backup",
  summary:
    "Put the registry, or single entries of it, back to what a backup holds; a backup of today is made first",
  verb: "Restore",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Backups",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    backup: positional(text("backup", 512), "Backup to restore"),
    entry: option(list("model"), "Only these entries", { label: "Entries" }),
    ...rehearsed,
  },
  examples: [
    {
      says: "See what would change",
      input: { backup: "20261120-101500" },
      runs: "restore-backup -- 20261120-101500",
    },
    {
      says: "Restore it",
      input: { backup: "20261120-101500", apply: true },
      runs: "restore-backup --apply -- 20261120-101500",
    },
    {
      says: "Restore one entry",
      input: { backup: "20261120-101500", entry: ["tiny"], apply: true },
      runs: "restore-backup --entry=tiny --apply -- 20261120-101500",
    },
  ],
});
