import { defineCommand } from "./define-command.ts";
import { integer, option, text } from "./field.ts";
import { backup, picked, rehearsed } from "./shared-fields.ts";

export const refreshArchitecture = defineCommand({
  path: ["refresh-architecture"],
  also: ["migrate-architecture", "reconcile-architecture"],
  title: "Refresh architecture",
  summary: "Read layers, heads, context and the like anew from headers and logs of loads",
  verb: "Refresh",
  effect: "changes",
  lane: "registry",
  limitMinutes: 15,
  tab: "maintenance",
  group: "Clean up",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    limit: option(integer(1, 1_000_000), "At most this many entries", { folded: true }),
    metrics: option(text("file"), "Log of loads to learn from", { folded: true }),
    backup,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would change", input: {}, runs: "refresh-architecture" },
    { says: "Write it", input: { apply: true }, runs: "refresh-architecture --apply" },
  ],
});
