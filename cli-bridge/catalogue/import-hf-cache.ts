import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { entered, includeTesting, picked, rehearsed, updateExisting } from "./shared-fields.ts";

export const importHfCache = defineCommand({
  path: ["import-hf-cache"],
  title: "Import from the Hugging Face cache",
  summary: "Add the models in the cache of Hugging Face to the registry, where they lie",
  verb: "Import",
  effect: "changes",
  lane: "registry",
  limitMinutes: 30,
  tab: "download",
  group: "LM Studio & caches",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    cache: option(text("folder"), "Folder of the cache; without it, HF_HUB_CACHE or the usual place", {
      label: "Cache",
    }),
    allRevisions: flag("Every revision, not just the one that main is", { label: "Every revision" }),
    ...entered("vllm", "linux_wsl"),
    updateExisting,
    includeTesting,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would be added", input: {}, runs: "import-hf-cache" },
    {
      says: "From a cache on another disk",
      input: { cache: "/srv/huggingface/hub", apply: true },
      runs: "import-hf-cache --cache=/srv/huggingface/hub --apply",
    },
  ],
});
