import { defineCommand } from "./define-command.ts";
import { flag, list, option, positional, text } from "./field.ts";
import { backup, modelName, moreModels, picked, rehearsed } from "./shared-fields.ts";

export const setRoles = defineCommand({
  path: ["set-roles"],
  title: "Set roles",
  summary: "Say which roles a model plays, and how much it is preferred in each",
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
    roles: option(list("free text"), "Its roles; all others go"),
    add: option(list("free text"), "Roles to add"),
    drop: option(list("free text"), "Roles to take away"),
    clear: flag("Take all roles away"),
    priority: option(list("free text"), "How much it is preferred, 0 to 100, as role=50"),
    was: option(text("free text", 64), "Only if its roles are still as this mark says", { folded: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    {
      says: "Two roles",
      input: { name: "tiny", roles: ["chat", "code"], priority: ["chat=80"], apply: true },
      runs: "set-roles --roles=chat,code --priority=chat=80 --apply -- tiny",
    },
    {
      says: "One more for two models",
      input: { name: "a", more: ["b"], add: ["ocr"] },
      runs: "set-roles --add=ocr -- a b",
    },
  ],
});
