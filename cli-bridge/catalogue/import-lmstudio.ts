import { defineCommand } from "./define-command.ts";
import { option, text } from "./field.ts";
import { entered, includeTesting, picked, rehearsed, updateExisting } from "./shared-fields.ts";

export const importLmstudio = defineCommand({
  path: ["import-lmstudio"],
  title: "Import from LM Studio",
  summary: "Add the models in LM Studio's folder to the registry, where they lie",
  verb: "Import",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "download",
  group: "LM Studio & caches",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    folder: option(text("folder"), "Folder of its models; without it, where its settings say", {
      label: "Folder",
    }),
    ...entered("lmstudio", "windows_lmstudio"),
    updateExisting,
    includeTesting,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would be added", input: {}, runs: "import-lmstudio" },
    {
      says: "From a folder that was moved",
      input: { folder: "/srv/lmstudio", apply: true },
      runs: "import-lmstudio --folder=/srv/lmstudio --apply",
    },
  ],
});
