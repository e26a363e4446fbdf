import { defineCommand } from "./define-command.ts";
import { choice, flag, option, text } from "./field.ts";
import { entered, includeTesting, picked, rehearsed } from "./shared-fields.ts";

export const importOllama = defineCommand({
  path: ["import-ollama"],
  title: "Import from Ollama",
  summary: "Add the models that Ollama holds to the registry, without copying them",
  verb: "Import",
  effect: "changes",
  lane: "registry",
  limitMinutes: 10,
  tab: "download",
  group: "Ollama",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    from: option(
      choice("api", "store"),
      "Whom to ask; without it, the server if it answers, else the store",
      {
        label: "Ask",
      },
    ),
    host: option(text("server address", 255), "Address of Ollama's server; without it, OLLAMA_HOST", {
      label: "Server",
    }),
    store: option(text("folder"), "Folder that holds its manifests and blobs; without it, the usual places", {
      label: "Store",
    }),
    ...entered("ollama", "linux_wsl"),
    deprecatePlaceholders: flag("Mark the placeholders of older imports as deprecated", {
      label: "Retire placeholders",
    }),
    purgeExisting: flag("Remove entries of earlier imports first, with all that was set on them", {
      folded: true,
      label: "Start afresh",
    }),
    includeTesting,
    ...picked,
    ...rehearsed,
  },
  examples: [
    { says: "See what would be added", input: {}, runs: "import-ollama" },
    {
      says: "Import and retire placeholders",
      input: { deprecatePlaceholders: true, apply: true },
      runs: "import-ollama --deprecate-placeholders --apply",
    },
    {
      says: "From its folder, with no server running",
      input: { store: "/srv/ollama/models", apply: true },
      runs: "import-ollama --store=/srv/ollama/models --apply",
    },
  ],
});
