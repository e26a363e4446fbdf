import { defineCommand } from "./define-command.ts";
import { flag, option, positional, text } from "./field.ts";
import { backup, modelName, rehearsed } from "./shared-fields.ts";

export const setArgs = defineCommand({
  path: ["set-args"],
  title: "Set arguments",
  summary: "Say with which further arguments a backend is started for a model",
  verb: "Save",
  effect: "changes",
  lane: "registry",
  limitMinutes: 2,
  tab: "browse",
  group: "Edit",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(modelName, "Model to change", { label: "Model" }),
    args: option(text("prose", 16_384), "The arguments, apart by spaces or lines; quote what has spaces", {
      label: "Arguments",
    }),
    clear: flag("Take all arguments away"),
    was: option(text("free text", 64), "Only if its arguments are still as this mark says", { folded: true }),
    backup,
    ...rehearsed,
  },
  examples: [
    {
      says: "A longer context",
      input: { name: "tiny", args: "--max-model-len 8192", apply: true },
      runs: "set-args '--args=--max-model-len 8192' --apply -- tiny",
    },
    { says: "None", input: { name: "tiny", clear: true }, runs: "set-args --clear -- tiny" },
  ],
});
