import { defineCommand } from "./define-command.ts";
import { flag } from "./field.ts";

export const backends = defineCommand({
  path: ["backends"],
  title: "List backends",
  summary: "Show every server of models that is known, how it is and what it has in memory",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 2,
  tab: "backends",
  group: "Servers",
  fields: {
    discover: flag("Look for servers of this machine on the ports they usually have"),
  },
  examples: [
    { says: "What runs where", input: {}, runs: "backends" },
    { says: "Look around first", input: { discover: true }, runs: "backends --discover" },
  ],
});
