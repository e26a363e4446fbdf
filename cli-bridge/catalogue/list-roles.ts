import { defineCommand } from "./define-command.ts";
import { flag, list, option, pair, text } from "./field.ts";

export const listRoles = defineCommand({
  path: ["list-roles"],
  title: "List roles",
  summary: "List which models can fill which role",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "browse",
  fields: {
    why: flag("Say which model wins each role, and why not the others"),
    role: option(list("free text"), "Only these roles"),
    registryPath: option(text("file"), "Read this one registry file instead", { folded: true }),
    showCapabilities: pair("Add capabilities", { default: false }),
    jsonOutput: pair("Print JSON", { default: false, folded: true }),
  },
  examples: [
    { says: "Every role", input: {}, runs: "list-roles" },
    {
      says: "Who captions, and why",
      input: { why: true, role: ["caption"] },
      runs: "list-roles --why --role=caption",
    },
    { says: "With capabilities", input: { showCapabilities: true }, runs: "list-roles --show-capabilities" },
  ],
});
