import { defineCommand } from "./define-command.ts";
import { flag } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const purgeTests = defineCommand({
  path: ["purge-tests"],
  title: "Purge test entries",
  summary: "Remove entries that were made by tests and demos",
  verb: "Purge",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Purge",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    listOnly: flag("Name them and do nothing else", { folded: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: {}, runs: "purge-tests" },
    { says: "Remove them", input: { apply: true }, runs: "purge-tests --apply" },
  ],
});
