import { onServer, rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { option, positional, text } from "./field.ts";

export const lmstudioDownload = defineCommand({
  path: ["lmstudio-download"],
  title: "Download into LM Studio",
  summary: "Have LM Studio fetch a model, and follow its download to the end",
  verb: "Download",
  effect: "changes",
  changes: "LM Studio's models",
  lane: "downloads",
  limitMinutes: 10_080,
  tab: "backends",
  group: "LM Studio",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    model: positional(
      text("free text", 512),
      "A name of its catalogue, or the URL of a repository of Hugging Face",
    ),
    quantization: option(text("free text", 64), "Which quantisation, of a repository"),
    backend: onServer,
    ...rehearsedFirst,
  },
  examples: [
    {
      says: "By its name",
      input: { model: "google/gemma-4-26b-a4b" },
      runs: "lmstudio-download -- google/gemma-4-26b-a4b",
    },
  ],
});
