import { defineCommand } from "./define-command.ts";
import { option, pair, text } from "./field.ts";

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
    registryPath: option(text("file"), "Read this one registry file instead", { folded: true }),
    showCapabilities: pair("Add capabilities", { default: false }),
    jsonOutput: pair("Print JSON", { default: false, folded: true }),
  },
  examples: [
    { says: "Every role", input: {}, runs: "list-roles" },
    { says: "With capabilities", input: { showCapabilities: true }, runs: "list-roles --show-capabilities" },
  ],
});
