import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const backendRemove = defineCommand({
  path: ["backend-remove"],
  title: "Remove a backend",
  summary: "Forget the address of a server; the server itself goes on",
  verb: "Remove",
  effect: "changes",
  changes: "the list of backends",
  lane: "registry",
  limitMinutes: 2,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    server: positional(text("instance", 512), "Its name, id or URL", { label: "Server" }),
    ...rehearsed,
  },
  examples: [
    {
      says: "Forget a machine that is gone",
      input: { server: "GPU box", apply: true },
      runs: "backend-remove --apply -- 'GPU box'",
    },
  ],
});
