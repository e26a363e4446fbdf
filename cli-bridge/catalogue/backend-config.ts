import { defineCommand } from "./define-command.ts";
import { choice, flag, list, option, positional, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const backendConfig = defineCommand({
  path: ["backend-config"],
  title: "Configure a server",
  summary: "Say what a server is told whenever the console starts it",
  verb: "Save",
  effect: "changes",
  changes: "what Ollama is told",
  lane: "backends",
  limitMinutes: 45,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  apply: "apply",
  severities: [
    { when: ["expose"], is: 3 },
    { when: [], is: 1 },
  ],
  fields: {
    kind: positional(choice("ollama"), "Which server"),
    set: option(text("prose", 16_384), "Variables to set: NAME=value, apart by spaces or lines", {
      label: "Values",
    }),
    unset: option(list("free text"), "Variables to leave to the server again", { label: "As usual again" }),
    clear: flag("Leave all to the server again"),
    expose: flag("Open it to others: another address than this machine's, or any origin"),
    restart: flag("Restart the one that the console has started"),
    ...rehearsed,
  },
  examples: [
    {
      says: "A longer context, for good",
      input: { kind: "ollama", set: "OLLAMA_CONTEXT_LENGTH=16384", restart: true, apply: true },
      runs: "backend-config --set=OLLAMA_CONTEXT_LENGTH=16384 --restart --apply -- ollama",
    },
    {
      says: "As Ollama does by itself",
      input: { kind: "ollama", clear: true },
      runs: "backend-config --clear -- ollama",
    },
  ],
});
