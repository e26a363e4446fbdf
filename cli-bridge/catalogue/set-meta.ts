import { defineCommand } from "./define-command.ts";
import { choice, flag, list, option, positional, text } from "./field.ts";
import { backup, modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const setMeta = defineCommand({
  path: ["set-meta"],
  title: "Set tags and notes",
  summary: "Tag models, note something about them, mark them as favourites or as deprecated",
  verb: "Save",
  effect: "changes",
  lane: "registry",
  limitMinutes: 2,
  tab: "browse",
  group: "Edit",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(modelName, "Model to change", { label: "Model" }),
    more: moreModels,
    tags: option(list("free text"), "Its tags; all others go"),
    addTags: option(list("free text"), "Tags to add"),
    dropTags: option(list("free text"), "Tags to take away"),
    clearTags: flag("Take all tags away"),
    notes: option(text("prose", 16_384), "A note"),
    clearNotes: flag("Take the note away"),
    favourite: option(choice("yes", "no"), "Whether it is a favourite"),
    deprecated: option(choice("yes", "no"), "Whether it is deprecated, and hidden in lists"),
    displayName: option(text("free text", 512), "What it is called on screen"),
    was: option(text("free text", 64), "Only if these are still as this mark says", { folded: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    {
      says: "A tag for two models",
      input: { name: "a", more: ["b"], addTags: ["laptop"], apply: true },
      runs: "set-meta --add-tags=laptop --apply -- a b",
    },
    {
      says: "A favourite",
      input: { name: "tiny", favourite: "yes" },
      runs: "set-meta --favourite=yes -- tiny",
    },
  ],
});
