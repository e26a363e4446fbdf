import { defineCommand } from "./define-command.ts";

export const stats = defineCommand({
  path: ["stats"],
  title: "Registry statistics",
  summary: "Count models and bytes by format, location and backend",
  verb: "Count",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "browse",
  fields: {},
  examples: [{ says: "The totals", input: {}, runs: "stats" }],
});
