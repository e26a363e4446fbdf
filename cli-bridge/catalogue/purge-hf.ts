import { defineCommand } from "./define-command.ts";
import { option, text } from "./field.ts";
import { backend, backup, picked, rehearsed } from "./shared-fields.ts";

export const purgeHf = defineCommand({
  path: ["purge-hf"],
  title: "Purge Hugging Face entries",
  summary: "Remove the entries whose files lie below a folder; files stay",
  verb: "Purge",
  effect: "changes",
  lane: "registry",
  limitMinutes: 5,
  tab: "maintenance",
  group: "Purge",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    weightsRoot: option(text("folder"), "Folder below which entries are removed", { label: "Folder" }),
    backend,
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: { weightsRoot: "/srv/models" }, runs: "purge-hf --weights-root=/srv/models" },
    {
      says: "Only those of one backend",
      input: { weightsRoot: "/srv/models", backend: "vllm", apply: true },
      runs: "purge-hf --weights-root=/srv/models --backend=vllm --apply",
    },
  ],
});
