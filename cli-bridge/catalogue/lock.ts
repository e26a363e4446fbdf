import { defineCommand } from "./define-command.ts";
import { flag, positional } from "./field.ts";
import { backup, modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const lock = defineCommand({
  path: ["lock"],
  title: "Lock a version",
  summary: "Keep models as they are: a locked entry refuses every change but of tags, note and favourite",
  verb: "Lock",
  effect: "changes",
  lane: "registry",
  limitMinutes: 60,
  tab: "browse",
  group: "Edit",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(modelName, "Model to lock", { label: "Model" }),
    more: moreModels,
    setExpected: flag("Read its files and expect just their content from now on", {
      label: "Expect its content",
    }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "As it is", input: { name: "tiny", apply: true }, runs: "lock --apply -- tiny" },
    {
      says: "With its content",
      input: { name: "tiny", setExpected: true },
      runs: "lock --set-expected -- tiny",
    },
  ],
});
