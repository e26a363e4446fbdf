import { defineCommand } from "./define-command.ts";
import { flag, optionalPositional } from "./field.ts";
import { modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const verify = defineCommand({
  path: ["verify"],
  title: "Verify models",
  summary: "Check that files are there and unchanged, for one model or for all",
  verb: "Fix",
  effect: "changes",
  lane: "registry",
  limitMinutes: 720,
  tab: "advanced",
  group: "Verify",
  rehearsal: "dryRun",
  apply: "apply",
  changesWith: "fixMissing",
  fields: {
    name: optionalPositional(modelName, "Model to check; without it, all", { label: "Model" }),
    more: moreModels,
    full: flag("Hash every file, not just names and sizes", { label: "Every byte" }),
    fixMissing: flag("Forget the download of models whose files are gone", { label: "Forget what is gone" }),
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "All of them, quickly", input: {}, runs: "verify" },
    { says: "Every byte of one", input: { name: "tiny", full: true }, runs: "verify --full -- tiny" },
    {
      says: "Forget what is gone",
      input: { fixMissing: true, apply: true },
      runs: "verify --fix-missing --apply",
    },
  ],
});
