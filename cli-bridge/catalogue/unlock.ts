import { defineCommand } from "./define-command.ts";
import { positional } from "./field.ts";
import { backup, modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const unlock = defineCommand({
  path: ["unlock"],
  title: "Unlock a version",
  summary: "Allow models to be changed again",
  verb: "Unlock",
  effect: "changes",
  lane: "registry",
  limitMinutes: 2,
  tab: "browse",
  group: "Edit",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(modelName, "Model to unlock", { label: "Model" }),
    more: moreModels,
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [{ says: "One", input: { name: "tiny", apply: true }, runs: "unlock --apply -- tiny" }],
});
