import { defineCommand } from "./define-command.ts";

export const config = defineCommand({
  path: ["config"],
  title: "Settings in force",
  summary: "Show the folders and settings in force, and where each comes from",
  verb: "Show",
  effect: "reads",
  lane: "reads",
  limitMinutes: 1,
  tab: "advanced",
  group: "Settings",
  fields: {},
  examples: [{ says: "What is in force", input: {}, runs: "config" }],
});
