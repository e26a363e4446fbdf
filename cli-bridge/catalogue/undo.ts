import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";
import { picked, rehearsed } from "./shared-fields.ts";

export const undo = defineCommand({
  path: ["undo"],
  title: "Undo a run",
  summary: "Take back what a run changed, as far as nothing else has changed it since",
  verb: "Undo",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "maintenance",
  group: "Backups",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [{ when: [], is: 1 }],
  fields: {
    run: positional(text("run", 128), "Run or change to take back, or last, or interrupted"),
    ...picked,
    ...rehearsed,
  },
  examples: [{ says: "The last change", input: { run: "last", apply: true }, runs: "undo --apply -- last" }],
});
