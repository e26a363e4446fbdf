import { rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";

export const backendRestart = defineCommand({
  path: ["backend-restart"],
  title: "Restart a server",
  summary: "Stop a server that the console has started and start it again, with what is saved for it now",
  verb: "Restart",
  effect: "changes",
  changes: "what runs on this machine",
  lane: "backends",
  limitMinutes: 45,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    server: positional(text("free text", 512), "Its kind, port, address or run", { label: "Server" }),
    ...rehearsedFirst,
  },
  examples: [{ says: "The only Ollama", input: { server: "ollama" }, runs: "backend-restart -- ollama" }],
});
