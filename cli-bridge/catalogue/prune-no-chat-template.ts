import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { picked, rehearsed, weightsRoot } from "./shared-fields.ts";

export const pruneNoChatTemplate = defineCommand({
  path: ["prune-no-chat-template"],
  title: "Prune models without a chat template",
  summary: "Remove chat models that have no chat template, their files to the trash",
  verb: "Prune",
  effect: "destroys",
  lane: "registry",
  limitMinutes: 30,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  counted: "models",
  severities: [{ when: [], is: 4 }],
  fields: {
    backend: option(text("backend", 128), "Only entries of this backend", { short: "b", default: "vllm" }),
    weightsRoot,
    force: flag("Never ask", { folded: true }),
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See which", input: {}, runs: "prune-no-chat-template" },
    {
      says: "Remove all but one",
      input: { except: ["base-7b_(BF16)"], apply: true },
      runs: "prune-no-chat-template '--except=base-7b_(BF16)' --apply",
    },
  ],
});
