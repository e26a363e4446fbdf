import { onServer, rehearsedFirst, servedModel } from "./backend-fields.ts";
import { defineCommand } from "./define-command.ts";
import { choice, list, option, positional, text } from "./field.ts";

export const ollamaCreate = defineCommand({
  path: ["ollama-create"],
  title: "Create a model of Ollama",
  summary: "Make a model of another, of a GGUF file or by a Modelfile, with words and parameters of your own",
  verb: "Create",
  effect: "changes",
  changes: "Ollama's store",
  lane: "downloads",
  limitMinutes: 1_440,
  tab: "backends",
  group: "Ollama",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    name: positional(text("free text", 512), "What to call it", { label: "New name" }),
    from: option(servedModel, "Model of the server to begin with"),
    gguf: option(text("file"), "Or a GGUF file of this machine", { label: "GGUF file" }),
    modelfile: option(text("file"), "Or a Modelfile; what is said here goes before it"),
    system: option(text("prose", 65_536), "System prompt"),
    template: option(text("prose", 65_536), "Template", { folded: true }),
    parameter: option(list("free text"), "Parameters, such as temperature=0.6", { label: "Parameters" }),
    adapter: option(text("file"), "A GGUF adapter of this machine", { folded: true }),
    license: option(text("prose", 65_536), "Licence", { folded: true }),
    quantize: option(choice("q4_K_M", "q4_K_S", "q8_0"), "Quantise it; from F16, BF16 or F32 alone", {
      folded: true,
    }),
    backend: onServer,
    ...rehearsedFirst,
  },
  examples: [
    {
      says: "A calmer variant",
      input: { name: "calm:latest", from: "qwen3:8b", parameter: ["temperature=0.2"] },
      runs: "ollama-create --from=qwen3:8b --parameter=temperature=0.2 -- calm:latest",
    },
  ],
});
