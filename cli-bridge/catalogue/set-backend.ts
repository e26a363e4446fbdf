import { defineCommand } from "./define-command.ts";
import { integer, list, option, positional, text } from "./field.ts";
import { backup, modelName, rehearsed } from "./shared-fields.ts";

export const setBackend = defineCommand({
  path: ["set-backend"],
  title: "Set the backend",
  summary: "Say which backend serves a model, and where",
  verb: "Save",
  effect: "changes",
  lane: "registry",
  limitMinutes: 2,
  tab: "browse",
  group: "Edit",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(modelName, "Model to change", { label: "Model" }),
    backend: option(text("backend", 128), "Backend that serves it"),
    port: option(integer(0, 65_535), "Port; 0 for none"),
    host: option(text("host", 255), "Host"),
    baseUrl: option(text("free text", 2048), "Address of its API", { label: "Base URL" }),
    modelPath: option(text("free text", 4096), "Path that the backend loads"),
    servedAs: option(text("free text", 512), "Name by which the backend knows it"),
    unset: option(list("free text", ["host", "base-url", "model-path", "served-as"]), "What to empty"),
    was: option(text("free text", 64), "Only if its backend is still as this mark says", { folded: true }),
    backup,
    ...rehearsed,
  },
  examples: [
    {
      says: "Another port",
      input: { name: "tiny", port: 24001, apply: true },
      runs: "set-backend --port=24001 --apply -- tiny",
    },
    { says: "No host", input: { name: "tiny", unset: ["host"] }, runs: "set-backend --unset=host -- tiny" },
  ],
});
