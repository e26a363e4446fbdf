import { defineCommand } from "./define-command.ts";
import { flag, option, text } from "./field.ts";
import { includeTesting } from "./shared-fields.ts";

export const list = defineCommand({
  path: ["list"],
  title: "List models",
  summary: "List the models in the registry",
  verb: "List",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "browse",
  fields: {
    format: option(text("format", 128), "Only this format", { short: "f" }),
    location: option(text("location"), "Only this location", { short: "l" }),
    backend: option(text("backend", 128), "Only this backend", { short: "b" }),
    showDeprecated: flag("Include deprecated entries"),
    details: flag("Add served id and roles", { short: "d" }),
    includeLogical: flag("Include entries without files"),
    dedupe: flag("One row for each family, backend, format and quantisation"),
    showInternalNames: flag("Add the registry's own names", { folded: true }),
    showBackend: flag("Add the backend", { folded: true }),
    showInstalled: flag("Add whether the files are there", { folded: true }),
    includeTesting,
  },
  examples: [
    { says: "Everything that is downloaded", input: {}, runs: "list" },
    {
      says: "Only GGUF files, with roles",
      input: { format: "gguf", details: true },
      runs: "list --format=gguf --details",
    },
  ],
});
