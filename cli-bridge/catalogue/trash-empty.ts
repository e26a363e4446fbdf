import { defineCommand } from "./define-command.ts";
import { integer, option, optionalPositional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const trashEmpty = defineCommand({
  path: ["trash", "empty"],
  title: "Empty the trash",
  summary: "Delete trashed files for ever: one item, the old ones, or all",
  verb: "Delete for ever",
  effect: "destroys",
  lane: "registry",
  limitMinutes: 60,
  tab: "advanced",
  group: "Trash",
  rehearsal: "dryRun",
  apply: "apply",
  counted: "items",
  fields: {
    id: optionalPositional(text("trash item", 128), "Item to delete; without it, all", { label: "Item" }),
    olderThanDays: option(integer(0, 3650), "Only items older than this many days", {
      also: "older-than",
      label: "Older than, in days",
    }),
    ...rehearsed,
  },
  examples: [
    { says: "See what would go", input: {}, runs: "trash empty" },
    {
      says: "What is older than a month",
      input: { olderThanDays: 30, apply: true },
      runs: "trash empty --older-than-days=30 --apply",
    },
  ],
});
