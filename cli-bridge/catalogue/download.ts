import { defineCommand } from "./define-command.ts";
import { flag, list, option, pair, positional, text } from "./field.ts";
import { hubToken } from "./shared-fields.ts";
import { transferFields } from "./transfer-fields.ts";

export const download = defineCommand({
  path: ["download"],
  title: "Download a model",
  summary: "Download a model from Hugging Face and add it to the registry",
  verb: "Download",
  effect: "changes",
  lane: "downloads",
  limitMinutes: 10_080,
  pausable: true,
  tab: "download",
  group: "Hugging Face",
  rehearsal: "dryRun",
  severities: [{ when: [], is: 1 }],
  fields: {
    model: positional(text("repository", 2048), "owner/repo, owner/repo@branch, owner/repo:Q4_K_M or a URL", {
      label: "Repository",
    }),
    revision: option(text("free text", 256), "Branch, tag or commit; main when left out"),
    format: option(list("format", ["gguf", "awq", "gptq", "safetensors"]), "Preferred formats, in order", {
      short: "f",
    }),
    location: option(text("location"), "Where to put it: linux_wsl, windows_lmstudio or a folder", {
      short: "l",
    }),
    weights: option(list("weights"), "Only these weights: names, patterns or quantisations", { short: "w" }),
    files: option(list("free text"), "Only these files, * and ? stand for any letters", { folded: true }),
    supportRepo: option(text("repository", 512), "Take config and tokenizer from this repository", {
      label: "Config and tokenizer from",
    }),
    includeOptional: pair("Take small optional files too", {
      ...{ default: true, short: "o", shortNo: "O", label: "Small extras" },
    }),
    includeLargeOptional: pair("Take large optional files too", {
      default: false,
      folded: true,
      label: "Large extras",
    }),
    ...transferFields,
    dryRun: flag("Show what would be downloaded, download nothing"),
    token: hubToken,
  },
  examples: [
    { says: "One repository", input: { model: "owner/repo" }, runs: "download -- owner/repo" },
    {
      says: "Just one quantisation",
      input: { model: "owner/repo@main", weights: ["Q4_K_M"], includeOptional: false },
      runs: "download --weights=Q4_K_M --no-include-optional -- owner/repo@main",
    },
    {
      says: "See what would be fetched, in the order of your taste",
      input: { model: "owner/repo", format: ["awq", "gptq"], dryRun: true },
      runs: "download --format=awq,gptq --dry-run -- owner/repo",
    },
  ],
});
