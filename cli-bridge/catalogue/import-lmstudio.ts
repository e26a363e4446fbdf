import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { includeTesting, picked, rehearsed } from "./shared-fields.ts";

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
    backend: option(text("backend", 128), "Backend to assign", { default: "lmstudio" }),
    location: option(text("location"), "Location label", { default: "windows_lmstudio", folded: true }),
    updateExisting: flag("Refresh entries that are already known", { label: "Refresh what is known" }),
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
