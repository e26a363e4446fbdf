import { defineCommand } from "./define-command.ts";
import { furtherPositionals, option, text } from "./field.ts";
import { includeTesting } from "./shared-fields.ts";

export const exportModels = defineCommand({
  path: ["export-models"],
  title: "Export a list of models",
  summary: "Print what is known of models, so that another machine can fetch the same",
  verb: "Export",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "download",
  group: "LM Studio & caches",
  fields: {
    models: furtherPositionals("model", "Only these models", { label: "Models" }),
    backend: option(text("backend", 128), "Only models of this backend"),
    includeTesting,
  },
  examples: [
    { says: "All of them", input: {}, runs: "export-models" },
    { says: "Of one backend", input: { backend: "vllm" }, runs: "export-models --backend=vllm" },
  ],
});
