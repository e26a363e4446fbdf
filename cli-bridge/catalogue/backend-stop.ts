import { rehearsedFirst } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { positional, text } from "./field.ts";

export const backendStop = defineCommand({
  path: ["backend-stop"],
  title: "Stop a server",
  summary: "Stop a server that the console has started, and all that it started itself",
  verb: "Stop",
  effect: "changes",
  changes: "what runs on this machine",
  lane: "backends",
  limitMinutes: 5,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    server: positional(text("free text", 512), "Its kind, port, address or run", { label: "Server" }),
    ...rehearsedFirst,
  },
  examples: [
    { says: "The only vLLM", input: { server: "vllm" }, runs: "backend-stop -- vllm" },
    { says: "The one at a port", input: { server: "8001" }, runs: "backend-stop -- 8001" },
  ],
});
