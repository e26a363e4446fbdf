import { defineCommand } from "./define-command.ts";
import { choice, option, positional, text } from "./field.ts";
import { includeTesting, rehearsed } from "./shared-fields.ts";

export const importFile = defineCommand({
  path: ["import-file"],
  title: "Import a file or a folder",
  summary:
    "Bring weights from anywhere into a root, or refer to them where they lie, and add them to the registry",
  verb: "Import",
  effect: "changes",
  lane: "downloads",
  limitMinutes: 1440,
  tab: "download",
  group: "LM Studio & caches",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    source: positional(text("file"), "A file of weights, or the folder of a model", { label: "From" }),
    how: option(
      choice("copy", "move", "hard-link", "symbolic-link", "reference"),
      "What becomes of the files; a reference leaves them where they lie",
      { default: "copy", label: "How" },
    ),
    root: option(text("folder"), "The root to bring it into; without it, the first", { label: "Root" }),
    into: option(text("repository", 512), "Owner and name to file it under, as owner/name", {
      label: "File under",
    }),
    backend: option(text("backend", 128), "Backend to assign", { default: "vllm" }),
    location: option(text("location"), "Location label", { default: "linux_wsl", folded: true }),
    includeTesting,
    ...rehearsed,
  },
  examples: [
    {
      says: "See what a copy would be",
      input: { source: "/tmp/tiny.Q4_K_M.gguf", into: "owner/tiny" },
      runs: "import-file --into=owner/tiny -- /tmp/tiny.Q4_K_M.gguf",
    },
    {
      says: "Take a folder in without copying it",
      input: { source: "/srv/tiny", how: "hard-link", apply: true },
      runs: "import-file --how=hard-link --apply -- /srv/tiny",
    },
  ],
});
