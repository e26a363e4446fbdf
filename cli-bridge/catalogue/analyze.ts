import { defineCommand } from "./define-command.ts";
import { choice, flag, integer, option, positional, text } from "./field.ts";
import { hubToken } from "./shared-fields.ts";

export const analyze = defineCommand({
  path: ["analyze"],
  title: "Analyse a repository",
  summary: "Show what a Hugging Face repository holds and what of it fits, before downloading it",
  verb: "Analyse",
  effect: "reads",
  lane: "reads",
  limitMinutes: 5,
  tab: "download",
  group: "Hugging Face",
  fields: {
    url: positional(text("repository", 2048), "owner/repo, owner/repo@branch, owner/repo:Q4_K_M or a URL", {
      label: "Repository",
    }),
    revision: option(text("free text", 256), "Branch, tag or commit; main when left out"),
    context: option(integer(256, 10_000_000), "Tokens of a conversation to reckon with", {
      label: "Context",
    }),
    kvType: option(choice("f16", "q8_0", "q4_0"), "How the context is kept", {
      ...{ default: "f16", folded: true, label: "KV cache" },
    }),
    engine: option(
      choice("llama.cpp", "ollama", "vllm", "lmdeploy", "onnxruntime"),
      "The server that is to load it",
      {
        folded: true,
      },
    ),
    files: flag("List files too"),
    token: hubToken,
  },
  examples: [
    { says: "What is in it, and what fits", input: { url: "owner/repo" }, runs: "analyze -- owner/repo" },
    {
      says: "With files",
      input: { url: "owner/repo@v2", files: true },
      runs: "analyze --files -- owner/repo@v2",
    },
    {
      says: "Whether one quantisation fits with a long context",
      input: { url: "owner/repo:Q4_K_M", context: 32_768 },
      runs: "analyze --context=32768 -- owner/repo:Q4_K_M",
    },
  ],
});
