import { defineCommand } from "./define-command.ts";
import { flag, positional, text } from "./field.ts";
import { hubToken } from "./shared-fields.ts";

export const analyze = defineCommand({
  path: ["analyze"],
  title: "Analyse a repository",
  summary: "Show what a Hugging Face repository holds before downloading it",
  verb: "Analyse",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "download",
  group: "Hugging Face",
  coming: true,
  fields: {
    url: positional(text("repository", 512), "owner/repo, owner/repo@branch or a URL", {
      label: "Repository",
    }),
    files: flag("List files too"),
    token: hubToken,
  },
  examples: [
    { says: "What is in it", input: { url: "owner/repo" }, runs: "analyze -- owner/repo" },
    {
      says: "With files",
      input: { url: "owner/repo@v2", files: true },
      runs: "analyze --files -- owner/repo@v2",
    },
  ],
});
