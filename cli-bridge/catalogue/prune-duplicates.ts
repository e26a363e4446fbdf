import { defineCommand } from "./define-command.ts";
import { backend, backup, picked, rehearsed, verbose } from "./shared-fields.ts";

export const pruneDuplicates = defineCommand({
  path: ["prune-duplicates"],
  title: "Prune duplicates",
  summary: "Keep the richest of several entries for the same variant, remove the others",
  verb: "Prune",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  fields: { backend, verbose, backup, ...picked, ...rehearsed },
  examples: [
    { says: "See which", input: {}, runs: "prune-duplicates" },
    {
      says: "Only one backend",
      input: { backend: "vllm", apply: true },
      runs: "prune-duplicates --backend=vllm --apply",
    },
  ],
});
