import { defineCommand } from "./define-command.ts";
import { pair } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const purgeLogicalOnly = defineCommand({
  path: ["purge-logical-only"],
  title: "Purge logical-only entries",
  summary: "Remove entries that have no files; entries kept by hand only when asked",
  verb: "Purge",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Purge",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    includeCurated: pair("Include entries kept by hand", {
      default: false,
      no: "discovered-only",
      label: "Entries kept by hand too",
    }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: {}, runs: "purge-logical-only" },
    {
      says: "Those kept by hand too",
      input: { includeCurated: true, apply: true },
      runs: "purge-logical-only --include-curated --apply",
    },
  ],
});
