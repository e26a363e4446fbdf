import { defineCommand } from "./define-command.ts";
import { option, text } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const resetDiscovered = defineCommand({
  path: ["reset-discovered"],
  title: "Reset discovered entries",
  summary: "Remove what tools have found for one backend, or for all",
  verb: "Reset",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Purge",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    backend: option(text("backend", 128), "Backend to reset, or all", { required: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: { backend: "ollama" }, runs: "reset-discovered --backend=ollama" },
    {
      says: "All of them",
      input: { backend: "all", apply: true },
      runs: "reset-discovered --backend=all --apply",
    },
  ],
});
