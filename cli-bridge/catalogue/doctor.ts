import { defineCommand } from "./define-command.ts";
import { flag } from "./field.ts";

export const doctor = defineCommand({
  path: ["doctor"],
  title: "Check the registry's health",
  summary: "Say what is wrong with the registry, and the command that mends it",
  verb: "Check",
  effect: "reads",
  lane: "reads",
  limitMinutes: 10,
  tab: "maintenance",
  group: "Health",
  fields: { quick: flag("Look at the registry alone, not at the files") },
  examples: [
    { says: "All of it", input: {}, runs: "doctor" },
    { says: "Without the files", input: { quick: true }, runs: "doctor --quick" },
  ],
});
