import { defineCommand } from "./define-command.ts";
import { flag, positional } from "./field.ts";
import { modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const remove = defineCommand({
  path: ["remove"],
  title: "Remove a model",
  summary: "Remove a model's download, its files, its entry, or all of it",
  verb: "Remove",
  effect: "destroys",
  lane: "registry",
  limitMinutes: 30,
  tab: "advanced",
  group: "Remove",
  rehearsal: "dryRun",
  apply: "apply",
  confirm: "name",
  severities: [
    { when: ["deleteFiles", "purge"], is: 4 },
    { when: ["more", "deleteFiles"], is: 4 },
    { when: ["deleteFiles"], is: 3 },
    { when: [], is: 2 },
  ],
  fields: {
    name: positional(modelName, "Model to remove", { label: "Model" }),
    more: moreModels,
    deleteFiles: flag("Move its files to the trash"),
    purge: flag("Remove the whole entry, not just its download"),
    force: flag("Never ask", { folded: true }),
    ...picked,
    ...rehearsed,
  },
  examples: [
    {
      says: "See what would go",
      input: { name: "qwen (AWQ)", deleteFiles: true },
      runs: "remove --delete-files -- 'qwen (AWQ)'",
    },
    {
      says: "Forget the download, keep files and entry",
      input: { name: "tiny", apply: true },
      runs: "remove --apply -- tiny",
    },
    {
      says: "Entry and files, files to the trash",
      input: { name: "tiny", deleteFiles: true, purge: true, apply: true },
      runs: "remove --delete-files --purge --apply -- tiny",
    },
  ],
});
