import { defineCommand } from "./define-command.ts";
import { decimal, integer, list, option, positional, text } from "./field.ts";
import { backup, modelName, rehearsed } from "./shared-fields.ts";

export const setDefaults = defineCommand({
  path: ["set-defaults"],
  title: "Set defaults",
  summary: "Say how a model generates and how it is loaded when nobody says otherwise",
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
    temperature: option(decimal(0, 2, 0.1), "Temperature"),
    topP: option(decimal(0, 1, 0.05), "Top P"),
    topK: option(integer(0, 200), "Top K"),
    maxTokens: option(integer(1, 1_000_000), "Most tokens to generate"),
    minTokens: option(integer(0, 1_000_000), "Fewest tokens to generate"),
    contextWindow: option(integer(512, 10_000_000), "Context window"),
    frequencyPenalty: option(decimal(-2, 2, 0.1), "Frequency penalty"),
    presencePenalty: option(decimal(-2, 2, 0.1), "Presence penalty"),
    stop: option(text("prose", 4096), "Stop sequences, as a JSON list or apart by spaces"),
    maxModelLen: option(integer(512, 10_000_000), "Context that the backend loads (vLLM)", { folded: true }),
    gpuMemoryUtilization: option(decimal(0.1, 1, 0.01), "Share of GPU memory (vLLM)", { folded: true }),
    tensorParallelSize: option(integer(1, 64), "GPUs to spread over (vLLM)", { folded: true }),
    kvCacheDtype: option(text("free text", 32), "Type of the KV cache (vLLM)", { folded: true }),
    numCtx: option(integer(512, 10_000_000), "Context that the backend loads (Ollama)", { folded: true }),
    numGpu: option(integer(0, 999), "Layers on the GPU (Ollama)", { folded: true }),
    unset: option(list("free text"), "Which to empty, by their names here"),
    was: option(text("free text", 64), "Only if its defaults are still as this mark says", { folded: true }),
    backup,
    ...rehearsed,
  },
  examples: [
    {
      says: "Cooler",
      input: { name: "tiny", temperature: 0.2, apply: true },
      runs: "set-defaults --temperature=0.2 --apply -- tiny",
    },
    {
      says: "As the backend likes",
      input: { name: "tiny", unset: ["top-k"] },
      runs: "set-defaults --unset=top-k -- tiny",
    },
  ],
});
