import { defineCommand } from "./define-command.ts";
import { integer, list, option } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const pruneBackups = defineCommand({
  path: ["prune-backups"],
  title: "Delete backups",
  summary: "Delete backups for ever: those named, those too old, or all but the newest",
  verb: "Delete",
  effect: "destroys",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Backups",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [{ when: [], is: 3 }],
  fields: {
    keep: option(integer(1, 10_000), "Keep this many of the newest"),
    olderThan: option(integer(1, 36_500), "Those older than this many days", {
      label: "Older than, in days",
    }),
    backup: option(list("backup"), "Just these"),
    ...rehearsed,
  },
  examples: [
    { says: "Keep ten", input: { keep: 10, apply: true }, runs: "prune-backups --keep=10 --apply" },
    {
      says: "One of them",
      input: { backup: ["20261120-101500"] },
      runs: "prune-backups --backup=20261120-101500",
    },
  ],
});
