import { defineCommand } from "./define-command.ts";
import { option, positional, text } from "./field.ts";
import { picked, rehearsed } from "./shared-fields.ts";

export const importModels = defineCommand({
  path: ["import-models"],
  title: "Import a list of models",
  summary: "Compare a list with what is here, and add what is missing by name, ready to be downloaded",
  verb: "Import",
  effect: "changes",
  lane: "registry",
  limitMinutes: 10,
  tab: "download",
  group: "LM Studio & caches",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    list: positional(
      text("model list"),
      "A file that export-models printed, on the machine where this runs",
      {
        label: "List",
      },
    ),
    location: option(text("location"), "Location label", { default: "linux_wsl", folded: true }),
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what is missing", input: { list: "models.json" }, runs: "import-models -- models.json" },
    {
      says: "Add what is missing by name",
      input: { list: "models.json", apply: true },
      runs: "import-models --apply -- models.json",
    },
  ],
});
