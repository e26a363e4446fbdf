import { defineCommand } from "./define-command.ts";
import { picked, rehearsed, verbose, weightsRoot } from "./shared-fields.ts";

export const tidyEmptyDirs = defineCommand({
  path: ["tidy-empty-dirs"],
  title: "Tidy empty folders",
  summary: "Remove empty model folders below a root, and their owners' folders when those are empty too",
  verb: "Tidy",
  effect: "changes",
  changes: "folders on the disk",
  lane: "registry",
  limitMinutes: 10,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [{ when: [], is: 1 }],
  fields: { weightsRoot, verbose, ...picked, ...rehearsed },
  examples: [
    { says: "See which", input: {}, runs: "tidy-empty-dirs" },
    { says: "Remove them", input: { apply: true }, runs: "tidy-empty-dirs --apply" },
  ],
});
