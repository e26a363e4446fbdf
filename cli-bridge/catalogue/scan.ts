import { defineCommand } from "./define-command.ts";
import { option, text } from "./field.ts";
import { entered, includeTesting, picked, rehearsed, updateExisting } from "./shared-fields.ts";

export const scan = defineCommand({
  path: ["scan"],
  title: "Scan a folder",
  summary: "Find models in a folder and add them to the registry",
  verb: "Add",
  effect: "changes",
  lane: "registry",
  limitMinutes: 60,
  tab: "download",
  group: "Scan",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    base: option(text("folder"), "Folder to look in; without it, every configured root", { label: "Folder" }),
    ...entered("vllm", "linux_wsl"),
    format: option(text("format", 128), "Format to assume when none is detected", {
      short: "f",
      folded: true,
    }),
    updateExisting,
    includeTesting,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would be added", input: { base: "/srv/models" }, runs: "scan --base=/srv/models" },
    { says: "Add it", input: { base: "/srv/models", apply: true }, runs: "scan --base=/srv/models --apply" },
    {
      says: "Refresh what is known",
      input: { updateExisting: true, apply: true },
      runs: "scan --update-existing --apply",
    },
  ],
});
