import { onServer, rehearsedFirst, servedModel } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { flag, integer, option, positional, text } from "./field.ts";

export const backendLoad = defineCommand({
  path: ["backend-load"],
  title: "Load a model",
  summary: "Have a server take a model into memory, and wait until it says that it is there",
  verb: "Load",
  effect: "changes",
  changes: "what is in memory",
  lane: "backends",
  limitMinutes: 60,
  tab: "backends",
  group: "Models in memory",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    model: positional(servedModel, "Model to load"),
    backend: onServer,
    context: option(integer(1, 16_777_216), "Context length in tokens; the server's own when left out"),
    keepAlive: option(text("free text", 32), "How long it stays without use: 10m, 2h or forever", {
      label: "Keep in memory for",
    }),
    gpuLayers: option(integer(0, 1000), "How many of its layers lie on the GPU", {
      folded: true,
      label: "GPU layers",
    }),
    replace: flag("Unload what else is in its memory first", { label: "Unload others first" }),
    pull: flag("Fetch it first where the server does not have it", { label: "Fetch if missing" }),
    ...rehearsedFirst,
  },
  examples: [
    { says: "Into memory", input: { model: "qwen3:8b" }, runs: "backend-load -- qwen3:8b" },
    {
      says: "For two hours, with a long context",
      input: { model: "qwen3:8b", backend: "GPU box", context: 32_768, keepAlive: "2h" },
      runs: "backend-load '--backend=GPU box' --context=32768 --keep-alive=2h -- qwen3:8b",
    },
  ],
});
