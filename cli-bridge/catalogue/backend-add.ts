import { defineCommand } from "./define-command.ts";
import { choice, list, option, positional, secret, text } from "./field.ts";
import { rehearsed } from "./shared-fields.ts";

export const backendAdd = defineCommand({
  path: ["backend-add"],
  title: "Add a backend",
  summary: "Keep the address of a server of models, here or elsewhere, under a name",
  verb: "Add",
  effect: "changes",
  changes: "the list of backends",
  lane: "registry",
  limitMinutes: 2,
  tab: "backends",
  group: "Servers",
  rehearsal: "dryRun",
  apply: "apply",
  fields: {
    name: positional(text("free text", 80), "What to call it"),
    url: positional(text("server address", 2048), "Its address, such as http://gpu-box:11434", {
      label: "URL",
    }),
    kind: option(
      choice("ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "openai"),
      "What it is; found out by asking it when left out",
      { label: "Kind" },
    ),
    tag: option(list("free text"), "Words to find it by", { label: "Tags" }),
    token: secret("MODELDECK_BACKEND_TOKEN", "The key that it asks for", { label: "API key" }),
    ...rehearsed,
  },
  examples: [
    {
      says: "Another machine's Ollama",
      input: { name: "GPU box", url: "http://gpu-box:11434", kind: "ollama", apply: true },
      runs: "backend-add --kind=ollama --apply -- 'GPU box' http://gpu-box:11434",
    },
  ],
});
