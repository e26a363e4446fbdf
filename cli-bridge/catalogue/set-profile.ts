import { defineCommand } from "./define-command.ts";
import { list, option, secret, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const setProfile = defineCommand({
  path: ["set-profile"],
  title: "Change profiles",
  summary: "Change deployment profiles and other settings of a pyproject.toml; everything else in it stays",
  verb: "Save",
  effect: "changes",
  changes: "the profiles file",
  lane: "registry",
  limitMinutes: 2,
  tab: "advanced",
  group: "Profiles",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    set: option(text("prose", 65_536), "What to set, one KEY = VALUE on each line, as TOML", {
      label: "Set",
    }),
    unset: option(list("item"), "Keys or profiles to take away", { label: "Take away" }),
    secretKey: option(text("item", 512), "A key whose value is a secret", { folded: true }),
    secretValue: secret("MODELDECK_PROFILE_SECRET", "Value of that key", {
      label: "Secret value",
      value: text("prose", 16_384),
    }),
    restore: option(text("free text", 64), "Go back to this backup of the file instead", { folded: true }),
    since: option(text("free text", 64), "Only if the file is still as a run left it", { folded: true }),
    file: option(text("file"), "The file; pyproject.toml above the registry when left out", { folded: true }),
    ...rehearsed,
  },
  examples: [
    {
      says: "More memory for a profile",
      input: { set: "deployment_profiles.balanced_24gb.max_vram_mb = 20000" },
      runs: "set-profile '--set=deployment_profiles.balanced_24gb.max_vram_mb = 20000'",
    },
    {
      says: "Take a profile away",
      input: { unset: ["deployment_profiles.development"], apply: true },
      runs: "set-profile --unset=deployment_profiles.development --apply",
    },
  ],
});
