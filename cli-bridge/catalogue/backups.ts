import { defineCommand } from "./define-command.ts";

export const backups = defineCommand({
  path: ["backups"],
  title: "List backups",
  summary: "List the registry's backups",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Backups",
  fields: {},
  examples: [{ says: "All of them", input: {}, runs: "backups" }],
});
