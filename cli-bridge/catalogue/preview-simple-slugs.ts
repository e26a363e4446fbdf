import { defineCommand } from "./define-command.ts";
import { pair } from "./field.ts";

export const previewSimpleSlugs = defineCommand({
  path: ["preview-simple-slugs"],
  title: "Preview simple names",
  summary: "Show the simple name of every entry, and which names would collide",
  verb: "Show",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Clean up",
  fields: {
    includeOllama: pair("Include Ollama's models", { default: true }),
    includeHf: pair("Include models of the Hugging Face hub", { default: true, label: "Include hub models" }),
  },
  examples: [
    { says: "All of them", input: {}, runs: "preview-simple-slugs" },
    {
      says: "Without Ollama",
      input: { includeOllama: false },
      runs: "preview-simple-slugs --no-include-ollama",
    },
  ],
});
