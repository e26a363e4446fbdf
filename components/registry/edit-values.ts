import { joinWords } from "#cli-bridge/derive/argument-words.ts";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";

/** What is edited together, and saved by one command. */
export const editSections = ["roles", "backend", "args", "defaults", "meta"] as const;
export type EditSection = (typeof editSections)[number];

/** Everything of a model that can be edited, as the form has it: a text for each thing that is said, and no key for what is not. */
export type EditValues = Readonly<Record<string, string>>;

const numberKeys = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  max_tokens: "maxTokens",
  min_tokens: "minTokens",
  context_window: "contextWindow",
  frequency_penalty: "frequencyPenalty",
  presence_penalty: "presencePenalty",
} as const;

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];

export function valuesOf(details: EntryDetails): EditValues {
  const { backendConfig: config, generationDefaults: generation, roles, rolePriority } = details;
  const said: [string, string][] = [
    ...roles.map((role): [string, string] => [`roles.${role}`, prioritySaid(rolePriority[role])]),
    ["backend.backend", details.backend],
    ["backend.port", config.port === 0 ? "" : textOf(config.port)],
    ["backend.host", textOf(config.host)],
    ["backend.baseUrl", textOf(config.base_url)],
    ["backend.modelPath", textOf(config.model_path)],
    ["backend.servedAs", details.servedModelId ?? ""],
    ["args.args", joinWords(wordsOf(config.extra_args))],
    ...Object.entries(numberKeys).map(([key, name]): [string, string] => [
      `defaults.${name}`,
      textOf(generation[key]),
    ]),
    ["defaults.stop", stopWords(wordsOf(generation.stop_sequences))],
    ["meta.displayName", details.displayName],
    ["meta.tags", details.tags.join(", ")],
    ["meta.notes", details.notes ?? ""],
    ["meta.favourite", details.favourite ? "yes" : ""],
    ["meta.deprecated", details.deprecated ? "yes" : ""],
  ];
  // A role without a priority is said all the same.
  return Object.fromEntries(said.filter(([key, value]) => value !== "" || key.startsWith("roles.")));
}

const prioritySaid = (priority: number | undefined) => (priority === undefined ? "" : String(priority));

/** One sequence a line; what is not plain to see is written as JSON writes it. */
const stopWords = (words: readonly string[]) =>
  words.map((word) => JSON.stringify(word).slice(1, -1)).join("\n");

export function stopOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    try {
      return String(JSON.parse(`"${line}"`));
    } catch {
      return line;
    }
  });
}

export const tagsOf = (text: string): string[] =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

export const sectionOf = (key: string): EditSection =>
  editSections.find((section) => key.startsWith(`${section}.`)) ?? "meta";

export const nameIn = (key: string): string => key.slice(key.indexOf(".") + 1);

/** A thing keeps its place while it is edited, so that no row jumps under the hand. */
export function withValue(values: EditValues, key: string, value: string | undefined): EditValues {
  const isNothing = value === undefined || (value === "" && !key.startsWith("roles."));
  if (!isNothing) return { ...values, [key]: value };
  const { [key]: _before, ...rest } = values;
  return rest;
}

const labels: Readonly<Record<string, string>> = {
  "backend.backend": "Backend",
  "backend.port": "Port",
  "backend.host": "Host",
  "backend.baseUrl": "Base URL",
  "backend.modelPath": "Model path",
  "backend.servedAs": "Served as",
  "args.args": "Arguments",
  "defaults.temperature": "Temperature",
  "defaults.topP": "Top P",
  "defaults.topK": "Top K",
  "defaults.maxTokens": "Most tokens",
  "defaults.minTokens": "Fewest tokens",
  "defaults.contextWindow": "Context window",
  "defaults.frequencyPenalty": "Frequency penalty",
  "defaults.presencePenalty": "Presence penalty",
  "defaults.stop": "Stop sequences",
  "meta.displayName": "Name on screen",
  "meta.tags": "Tags",
  "meta.notes": "Note",
  "meta.favourite": "Favourite",
  "meta.deprecated": "Deprecated",
};

export const labelOf = (key: string): string => labels[key] ?? `Role ${nameIn(key)}`;

/** A value as a person reads it, where it may also be nothing. */
export function valueWordsOf(key: string, value: string | undefined): string {
  if (value === undefined) return sectionOf(key) === "roles" ? "not played" : "nothing";
  if (sectionOf(key) === "roles") return value === "" ? "no priority" : `priority ${value}`;
  return value;
}
