import { defineCommand } from "./define-command.ts";
import { option, positional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const restoreBackup = defineCommand({
  path: ["restore-backup"],
  title: "Restore a backup",
  summary: "Put the registry back to what a backup holds; a backup of today is made first",
  verb: "Restore",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Backups",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [
    { when: ["since"], is: 2 },
    { when: [], is: 3 },
  ],
  fields: {
    backup: positional(text("backup", 512), "Backup to restore"),
    since: option(
      text("free text", 64),
      "Only if the registry is still as a run left it, by the mark that the run told",
      {
        folded: true,
      },
    ),
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
      says: "Take back a run, unless something else has changed since",
      input: { backup: "20261120-101500", since: "5f2b9c41d07e8a36", apply: true },
      runs: "restore-backup --since=5f2b9c41d07e8a36 --apply -- 20261120-101500",
    },
  ],
});
