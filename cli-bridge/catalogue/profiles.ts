import { defineCommand } from "./define-command.ts";
import { option, text } from "./field.ts";

export const profiles = defineCommand({
  path: ["profiles"],
  title: "Profiles",
  summary: "Show the deployment profiles and the other settings of a pyproject.toml, without its secrets",
  verb: "Show",
  effect: "reads",
  lane: "reads",
  limitMinutes: 1,
  tab: "advanced",
  group: "Profiles",
  fields: {
    file: option(text("file"), "The file; pyproject.toml above the registry when left out"),
  },
  examples: [{ says: "What is set", input: {}, runs: "profiles" }],
});
