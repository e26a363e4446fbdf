import { defineCommand } from "./define-command.ts";
import { choice, flag, option, pair } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const applySimpleSlugs = defineCommand({
  path: ["apply-simple-slugs"],
  title: "Give simple names",
  summary: "Give entries their simple display names, and their simple names when asked",
  verb: "Rename",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    renameSlugs: pair("Change the names too, not just what is displayed", {
      default: false,
      no: "display-only",
      label: "Rename entries",
    }),
    disambiguate: option(choice("backend", "format", "none"), "What tells two of one name apart", {
      default: "backend",
    }),
    includeOllama: pair("Include Ollama's models", { default: true }),
    includeHf: pair("Include models of the Hugging Face hub", { default: true, label: "Include hub models" }),
    allowSkipOnCollision: pair("Leave out those that still collide, rather than refuse", {
      default: true,
      no: "no-skip-on-collision",
      folded: true,
    }),
    testsOnly: flag("Only test and demo entries", { folded: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would change", input: {}, runs: "apply-simple-slugs" },
    {
      says: "Rename them",
      input: { renameSlugs: true, apply: true },
      runs: "apply-simple-slugs --rename-slugs --apply",
    },
  ],
});
