import { createHash } from "node:crypto";
import type { Configs } from "./config-quantization.ts";
import type { ChatTemplate } from "./detected-model.ts";
import type { GgufHeader } from "./gguf-header.ts";
import { toRecord } from "./json-record.ts";

const textMax = 1024 * 1024;

/** The template of a model: in the GGUF header, in a file of its own, or in the tokenizer's configuration. */
export function findChatTemplate(from: {
  headers: readonly GgufHeader[];
  configs: Configs;
  external: { path: string; text: string } | undefined;
}): ChatTemplate {
  for (const { metadata } of from.headers) {
    const text = metadata.get("tokenizer.chat_template");
    if (typeof text === "string") return toTemplate("embedded", text);
  }
  if (from.external !== undefined) return toTemplate("external", from.external.text, from.external.path);
  const processor = templateTextOf(from.configs.get("chat_template.json")?.chat_template);
  if (processor !== undefined) return toTemplate("external", processor, "chat_template.json");
  const text = templateTextOf(from.configs.get("tokenizer_config.json")?.chat_template);
  if (text !== undefined) return toTemplate("embedded", text, "tokenizer_config.json");
  return { source: "none" };
}

/** A tokenizer may carry several templates by name; `default` is the one that servers use. */
export function templateTextOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  const named = value.map(toRecord);
  const chosen = named.find((each) => each?.name === "default") ?? named[0];
  const text = chosen?.template;
  return typeof text === "string" ? text : undefined;
}

function toTemplate(source: "embedded" | "external", text: string, path?: string): ChatTemplate {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { source, text: text.slice(0, textMax), sha256, ...(path === undefined ? {} : { path }) };
}

const escapes = new RegExp(
  [
    /__\w{2,40}__|\|\s*attr\b|\b(?:lipsum|cycler|joiner)\b|\bos\s*\.\s*\w|\bpopen\b|\bgetattr\b|\bself\s*\._/,
    // A name that is put together is a name that was to be hidden; other files are none of a template's business.
    /["']\w*__\w*["']\s*[~+]|[~+]\s*["']\w*__["']|\{%-?\s*(?:import|include|extends|from)\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

const flagsMax = 20;

/** A template is a program that servers run. These words have no use in one but to leave its sandbox. */
export function templateEscapesOf(text: string): string[] {
  const found = new Set<string>();
  for (const [word] of text.matchAll(new RegExp(escapes, "g"))) {
    found.add(word);
    if (found.size === flagsMax) break;
  }
  return [...found];
}

export const findTemplateEscape = (text: string): string | undefined => escapes.exec(text)?.[0];
