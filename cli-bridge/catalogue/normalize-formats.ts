import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const normalizeFormats = defineCommand({
  path: ["normalize-formats"],
  title: "Normalise formats",
  summary: "Detect format and quantisation anew and correct the entries that differ",
  verb: "Normalise",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "maintenance",
  group: "Normalise",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    rebuild: flag("Rebuild files, size and checksum too", { label: "Rebuild from the files" }),
    pruneMissing: flag("Remove entries whose files are gone", { label: "Remove what is gone" }),
    base: option(text("folder"), "Only entries below this folder", { folded: true, label: "Folder" }),
    correctCurated: flag("Correct a quantisation kept by hand as well", {
      folded: true,
      label: "Correct what is kept by hand",
    }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what differs", input: {}, runs: "normalize-formats" },
    {
      says: "Correct it and rebuild the details",
      input: { rebuild: true, apply: true },
      runs: "normalize-formats --rebuild --apply",
    },
  ],
});
