import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { toByteWords } from "#lib/format.ts";
import { toCapabilityWords } from "./capability-letters.tsx";
import { toRoleWords } from "./entry-columns.tsx";
import { isTable } from "./fact-list.tsx";
import { toFacetWords, toFormatWords, toQuantWords } from "./model-words.ts";

type Read = (model: EntryDetails) => string | undefined;
export type ComparedFact = { group: string; title: string; values: (string | undefined)[]; isSame: boolean };

const yesOrNo = (is: boolean) => (is ? "yes" : "no");
const bytes = (count: number | undefined) => (count === undefined ? undefined : toByteWords(count));
const joined = (words: readonly string[]) => (words.length === 0 ? undefined : words.join(", "));

const reads: Record<string, Record<string, Read>> = {
  Model: {
    Name: ({ name }) => name,
    Format: ({ format }) => format && toFormatWords(format),
    Quantisation: ({ quantization }) => quantization && toQuantWords(quantization),
    Producer: ({ producer }) => producer,
    Family: ({ family }) => family,
    Licence: ({ license }) => license,
    Capabilities: ({ capabilities }) => toCapabilityWords(capabilities),
  },
  Files: {
    "Size in the registry": ({ sizeBytes }) => bytes(sizeBytes),
    "Size on disk": ({ onDiskBytes }) => bytes(onDiskBytes),
    Files: ({ files }) => String(files.length),
    Installed: ({ installed, keptByOllama }) => (keptByOllama ? "kept by Ollama" : yesOrNo(installed)),
    Location: ({ location }) => location,
    Path: ({ path }) => path,
  },
  Use: {
    Backend: ({ backend }) => backend,
    "Served as": ({ servedModelId }) => servedModelId,
    Roles: (model) => toRoleWords(model) || undefined,
    Tags: ({ tags }) => joined(tags),
    Favourite: ({ favourite }) => yesOrNo(favourite),
    Locked: ({ locked }) => yesOrNo(locked),
    Deprecated: ({ deprecated }) => yesOrNo(deprecated),
    "Kept by": ({ layer }) => toFacetWords("layer", layer),
  },
};

/** What is known of some models, side by side; what none of them says is left out. */
export function comparedFacts(models: readonly EntryDetails[]): ComparedFact[] {
  const plain = Object.entries(reads).flatMap(([group, facts]) =>
    Object.entries(facts).map(([title, read]) => toFact(group, title, models.map(read))),
  );
  const tables = [
    ...factsIn("Architecture", models, ({ architecture }) => architecture),
    ...factsIn("Generation", models, ({ generationDefaults }) => generationDefaults),
    ...factsIn("Serving", models, ({ backendConfig }) => backendConfig),
  ];
  return [...plain, ...tables].filter(({ values }) => values.some((value) => value !== undefined));
}

function factsIn(
  group: string,
  models: readonly EntryDetails[],
  tableOf: (model: EntryDetails) => Record<string, unknown>,
): ComparedFact[] {
  const keys = new Set(models.flatMap((model) => Object.keys(tableOf(model))));
  return [...keys].map((key) =>
    toFact(
      group,
      key,
      models.map((model) => toWords(tableOf(model)[key])),
    ),
  );
}

function toFact(group: string, title: string, values: (string | undefined)[]): ComparedFact {
  return { group, title, values, isSame: values.every((value) => value === values[0]) };
}

function toWords(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(" ");
  return isTable(value) ? JSON.stringify(value) : String(value);
}
