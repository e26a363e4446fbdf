import { capabilityWords } from "#cli-bridge/protocol/capability-words.ts";
import { type Entry, isOllamaPath } from "../entry.ts";
import { isPlaceholderName } from "../placeholder-name.ts";
import { isRecord } from "../raw-entry.ts";
import { findingOf, type HealthFinding, isFree } from "./health-finding.ts";

const knownWords = new Set(Object.values(capabilityWords).flat());
const shownMax = 40;

/** What is odd about entries by themselves; no file is looked at. */
export function checkEntries(entries: readonly Entry[]): HealthFinding[] {
  return [
    ...caseTwins(entries),
    ...withoutBackend(entries),
    ...servedAsNone(entries),
    ...oddWords(entries),
    ...oddAnswers(entries),
    ...placeholders(entries),
  ];
}

function caseTwins(entries: readonly Entry[]): HealthFinding[] {
  const byFolded = Map.groupBy(entries, ({ name }) => name.normalize("NFC").toLowerCase());
  const twins = [...byFolded.values()].filter((group) => group.length > 1);
  const going = twins.map((group) => group.slice(1).find(isFree)).find((twin) => twin !== undefined);
  return findingOf(
    {
      ...{ check: "case-twins", severity: "warning", title: "Names that differ in nothing but capitals" },
      says: "They are two entries here, and one on a disk or a screen that does not tell capitals apart. Remove the one that is not needed.",
      mend: going && { command: "remove", input: { name: going.name, purge: true } },
    },
    twins.flatMap((group) =>
      group.map(({ name }) => ({
        name,
        detail: `beside ${group
          .filter((other) => other.name !== name)
          .map((other) => other.name)
          .join(", ")}`,
      })),
    ),
  );
}

function withoutBackend(entries: readonly Entry[]): HealthFinding[] {
  const isSaid = ({ raw }: Entry) => typeof raw.backend === "string" && raw.backend.trim() !== "";
  const unsaid = entries.filter((entry) => !isSaid(entry));
  const unassigned = entries.filter((entry) => isSaid(entry) && entry.backend === "unassigned");
  return [
    ...findingOf(
      {
        ...{ check: "no-backend", severity: "error", title: "Entries without a backend" },
        says: "The original refuses the whole registry for one of these.",
        mend: backendFor(unsaid.find(isFree)),
      },
      unsaid.map(({ name }) => ({ name })),
    ),
    ...findingOf(
      {
        ...{ check: "unassigned-backend", severity: "note", title: "Entries that no backend is assigned to" },
        says: "Nothing can serve them until one is.",
        mend: backendFor(unassigned.find(isFree)),
      },
      unassigned.map(({ name }) => ({ name })),
    ),
  ];
}

function backendFor(entry: Entry | undefined) {
  if (!entry) return undefined;
  const isOllamas =
    entry.sourceProvider === "ollama" || (entry.path !== undefined && isOllamaPath(entry.path));
  const backend = isOllamas ? "ollama" : entry.format === "gguf" ? "gguf" : "vllm";
  return { command: "set-backend", input: { name: entry.name, backend } };
}

function servedAsNone(entries: readonly Entry[]): HealthFinding[] {
  const odd = entries.filter(({ raw }) => raw.served_model_id === "None");
  const free = odd.find(isFree);
  return findingOf(
    {
      ...{
        check: "served-as-none",
        severity: "note",
        title: 'Entries that a backend would be asked for as "None"',
      },
      says: "The original makes this word of a null. It is read as nothing here, and written as null when the entry is changed.",
      mend: free && { command: "set-backend", input: { name: free.name, unset: ["served-as"] } },
    },
    odd.map(({ name }) => ({ name })),
  );
}

function oddWords(entries: readonly Entry[]): HealthFinding[] {
  const items = entries.flatMap(({ name, raw }) => {
    const words = isRecord(raw.capabilities) ? Object.entries(raw.capabilities) : [];
    const odd = words.filter(([word]) => !knownWords.has(word));
    return odd.length === 0 ? [] : [{ name, detail: odd.map(([word]) => word).join(", ") }];
  });
  return findingOf(
    {
      ...{ check: "unknown-capability", severity: "note", title: "Capabilities in words that nothing knows" },
      says: "They are kept, and filters and roles do not heed them.",
    },
    items,
  );
}

function oddAnswers(entries: readonly Entry[]): HealthFinding[] {
  const items = entries.flatMap(({ name, raw }) => {
    const words = isRecord(raw.capabilities) ? Object.entries(raw.capabilities) : [];
    const odd = words.filter(([, value]) => typeof value !== "boolean" && value !== null);
    const said = odd.map(([word, value]) => `${word} is ${JSON.stringify(value).slice(0, shownMax)}`);
    return odd.length === 0 ? [] : [{ name, detail: said.join(", ") }];
  });
  return findingOf(
    {
      ...{
        check: "unclear-capability",
        severity: "warning",
        title: "Capabilities that are not true or false",
      },
      says: "They count for nothing here, and the original takes most of them for yes. Write true or false in the file.",
    },
    items,
  );
}

function placeholders(entries: readonly Entry[]): HealthFinding[] {
  const old = entries.filter(({ name, deprecated }) => deprecated && isPlaceholderName(name));
  return findingOf(
    {
      ...{
        check: "deprecated-placeholder",
        severity: "note",
        title: "Placeholders of older imports from Ollama",
      },
      says: "They stand for models that have entries of their own by now.",
      mend: old.some(isFree) ? { command: "purge-deprecated", input: { placeholdersOnly: true } } : undefined,
    },
    old.map(({ name }) => ({ name })),
  );
}
