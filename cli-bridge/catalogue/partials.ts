import { defineCommand } from "./define-command.ts";
import { flag, integer, option, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const partials = defineCommand({
  path: ["partials"],
  title: "Unfinished downloads",
  summary: "List downloads that were begun and never ended, or delete what came of them",
  verb: "Delete",
  changes: "unfinished downloads",
  effect: "destroys",
  lane: "registry",
  limitMinutes: 15,
  tab: "download",
  group: "Hugging Face",
  rehearsal: "dryRun",
  apply: "apply",
  changesWith: ["clean"],
  severities: [{ when: [], is: 3 }],
  fields: {
    repo: option(text("repository", 512), "Only those of this repository", { label: "Repository" }),
    clean: flag("Delete them, those in use set aside"),
    olderThan: option(integer(0, 36_500), "Only those that nothing came to for so many days", {
      label: "Older than, in days",
    }),
    ...rehearsed,
  },
  examples: [
    { says: "What is unfinished", input: {}, runs: "partials" },
    { says: "See what would go", input: { clean: true }, runs: "partials --clean" },
    {
      says: "What is older than a week",
      input: { clean: true, olderThan: 7, apply: true },
      runs: "partials --clean --older-than=7 --apply",
    },
  ],
});
