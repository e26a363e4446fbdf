import { defineCommand } from "./define-command.ts";
import { choice, flag, integer, list, option, optionalPositional, text } from "./field.ts";
import { hubToken } from "./shared-fields.ts";

export const search = defineCommand({
  path: ["search"],
  title: "Search the hub",
  summary: "Find models on Hugging Face",
  verb: "Search",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "download",
  group: "Hugging Face",
  fields: {
    words: optionalPositional(text("free text", 256), "Words of its name", { label: "Search" }),
    author: option(text("free text", 96), "Only models of this owner"),
    task: option(text("free text", 96), "What it is for, in the hub's words: text-generation"),
    format: option(
      list("format", ["gguf", "awq", "gptq", "safetensors", "mlx"]),
      "Only models in these formats",
      {
        short: "f",
      },
    ),
    tag: option(list("free text"), "Only models with these labels", { folded: true }),
    smallest: option(text("free text", 16), "At least so many parameters: 3B", { folded: true }),
    largest: option(text("free text", 16), "At most so many parameters: 14B", { folded: true }),
    ungated: flag("Only models without terms to accept", { folded: true }),
    sort: option(choice("trending", "downloads", "likes", "updated", "created", "size"), "What comes first", {
      default: "trending",
    }),
    limit: option(integer(1, 100), "How many", { default: 20, folded: true }),
    next: option(text("free text", 4096), "The page after one that said this", { folded: true }),
    token: hubToken,
  },
  examples: [
    { says: "By name", input: { words: "qwen coder" }, runs: "search -- 'qwen coder'" },
    {
      says: "Small ones for llama.cpp, the most downloaded first",
      input: { format: ["gguf"], largest: "8B", sort: "downloads" },
      runs: "search --format=gguf --largest=8B --sort=downloads",
    },
  ],
});
