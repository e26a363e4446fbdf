import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const trashRestore = defineCommand({
  path: ["trash", "restore"],
  title: "Restore from the trash",
  summary: "Put a removed model back: its files and its entry",
  verb: "Restore",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "advanced",
  group: "Trash",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [{ when: [], is: 1 }],
  fields: { id: positional(text("trash item", 128), "Item to restore", { label: "Item" }), ...rehearsed },
  examples: [
    {
      says: "See what would come back",
      input: { id: "20261120-101500" },
      runs: "trash restore -- 20261120-101500",
    },
    {
      says: "Put it back",
      input: { id: "20261120-101500", apply: true },
      runs: "trash restore --apply -- 20261120-101500",
    },
  ],
});
