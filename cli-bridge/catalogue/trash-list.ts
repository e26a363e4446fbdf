import { defineCommand } from "./define-command.ts";

export const trashList = defineCommand({
  path: ["trash", "list"],
  title: "List the trash",
  summary: "List what removed models left in the trash",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "advanced",
  group: "Trash",
  fields: {},
  examples: [{ says: "What is in it", input: {}, runs: "trash list" }],
});
