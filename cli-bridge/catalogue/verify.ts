import { defineCommand } from "./define-command.ts";
import { flag, optionalPositional } from "./field.ts";
import { modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const verify = defineCommand({
  path: ["verify"],
  title: "Verify models",
  summary: "Check that files are there and unchanged, for one model, for several or for all",
  verb: "Fix",
  effect: "changes",
  lane: "registry",
  limitMinutes: 720,
  tab: "advanced",
  group: "Verify",
  rehearsal: "dryRun",
  apply: "apply",
  changesWith: ["fixMissing", "record"],
  fields: {
    name: optionalPositional(modelName, "Model to check; without it, all", { label: "Model" }),
    more: moreModels,
    full: flag("Hash every file; what was read whole is not read again until it changes", {
      label: "Every byte",
    }),
    noCache: flag("Read again what was read before and has not changed since", {
      label: "Trust no earlier check",
      folded: true,
    }),
    record: flag("Keep the hashes of models that have none yet; reads every byte", {
      label: "Record new hashes",
    }),
    fixMissing: flag("Forget the download of models whose files are gone", { label: "Forget what is gone" }),
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "All of them, quickly", input: {}, runs: "verify" },
    { says: "Every byte of one", input: { name: "tiny", full: true }, runs: "verify --full -- tiny" },
    {
      says: "Keep the hashes of all that have none",
      input: { record: true, apply: true },
      runs: "verify --record --apply",
    },
    {
      says: "Forget what is gone",
      input: { fixMissing: true, apply: true },
      runs: "verify --fix-missing --apply",
    },
  ],
});
