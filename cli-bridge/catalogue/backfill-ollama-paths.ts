import { defineCommand } from "./define-command.ts";
import { option, pair, text } from "./field.ts";
import { backup, picked, rehearsed, verbose } from "./shared-fields.ts";

export const backfillOllamaPaths = defineCommand({
  path: ["backfill-ollama-paths"],
  title: "Backfill Ollama paths",
  summary: "Give older Ollama entries the path they lack",
  verb: "Backfill",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    location: option(text("location"), "Location label", { default: "linux_wsl", folded: true }),
    setFormat: pair("Set the format to gguf", { default: true, folded: true }),
    verbose,
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: {}, runs: "backfill-ollama-paths" },
    {
      says: "Leave the format alone",
      input: { setFormat: false, apply: true },
      runs: "backfill-ollama-paths --no-set-format --apply",
    },
  ],
});
