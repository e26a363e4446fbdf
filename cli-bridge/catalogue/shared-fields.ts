import { flag, furtherPositionals, items, option, pair, secret, text } from "./field.ts";

/** Fields that many commands say in the same words. */

export const modelName = text("model", 512);

/** What every command that rehearses unless told to act is given. */
export const rehearsed = {
  dryRun: flag("Show what would happen, change nothing"),
  apply: flag("Do it"),
  plan: option(text("plan", 128), "Apply just this plan, and only if nothing has moved since", {
    folded: true,
  }),
  yes: flag("Answer yes to every question", { short: "y", folded: true }),
} as const;

/** A plan may be narrowed; then it is another plan. */
export const picked = {
  except: option(items, "Leave these out of the plan; a comma in a name is written \\,", {
    folded: true,
  }),
  only: option(items, "Only these of the plan; a comma in a name is written \\,", { folded: true }),
} as const;

export const moreModels = furtherPositionals("model", "More models, for the same", { label: "More models" });
export const weightsRoot = option(text("folder"), "Folder of the weights; a configured root when left out", {
  label: "Weights folder",
});

export const backup = pair("Keep a backup of the registry", { default: true, folded: true });
export const verbose = flag("Say more", { short: "v", folded: true });
export const backend = option(text("backend", 128), "Only entries of this backend");
export const updateExisting = flag("Refresh entries that are already known", {
  label: "Refresh what is known",
});
export const includeTesting = flag("Include test and demo entries", { folded: true });
export const hubToken = secret("HF_TOKEN", "Access token of the hub", { label: "Hub token" });

/** What models that are found are entered with, unless other words are given. */
export const entered = (backend: string, location: string) => ({
  backend: option(text("backend", 128), "Backend to assign", { default: backend }),
  location: option(text("location"), "Location label", { default: location, folded: true }),
});

/** Understood by every command, before or after its own words. */
export const globalFields = {
  json: flag("Print JSON", { folded: true }),
  registryDir: option(text("folder"), "Use the registry in this folder", { folded: true }),
} as const;
