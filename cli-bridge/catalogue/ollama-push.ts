import { onServer, servedModel } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, positional } from "./field.ts";

export const ollamaPush = defineCommand({
  path: ["ollama-push"],
  title: "Push from Ollama",
  summary: "Send a model of Ollama to the registry in its name, where anybody may fetch it",
  verb: "Push",
  effect: "changes",
  changes: "a registry on the network",
  lane: "downloads",
  limitMinutes: 1_440,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 2 }],
  fields: {
    model: positional(servedModel, "Model to push; its name says where, such as you/model:tag"),
    backend: onServer,
    insecure: flag("To a registry without a certificate", { folded: true }),
    dryRun: flag("Show what would be sent, send nothing"),
  },
  examples: [{ says: "Publish", input: { model: "you/model:tag" }, runs: "ollama-push -- you/model:tag" }],
});
