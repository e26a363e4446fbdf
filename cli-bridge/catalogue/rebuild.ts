import { defineCommand } from "./define-command.ts";
import { choice, option, text } from "./field.ts";
import { backup, includeTesting, picked, rehearsed, weightsRoot } from "./shared-fields.ts";

export const rebuild = defineCommand({
  path: ["rebuild"],
  title: "Drop and rebuild",
  summary: "Drop the entries that tools made and take them in again from what is there, as one plan",
  verb: "Rebuild",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "maintenance",
  group: "Normalise",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    provider: option(choice("hf", "ollama", "all"), "Which entries to drop and take in again", {
      default: "hf",
    }),
    weightsRoot,
    backend: option(text("backend", 128), "Backend of what is taken in", { default: "vllm" }),
    location: option(text("location", 128), "Location of what is taken in", {
      default: "linux_wsl",
      folded: true,
    }),
    includeTesting,
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would come of it", input: {}, runs: "rebuild" },
    {
      says: "Ollama's models",
      input: { provider: "ollama", apply: true },
      runs: "rebuild --provider=ollama --apply",
    },
  ],
});
