import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { saveText } from "#components/ui/save-text.ts";
import { toCsvLine } from "#lib/format.ts";
import type { EntryIndex } from "./entry-index.ts";

const columns = {
  name: ({ name }) => name,
  display_name: ({ displayName }) => displayName,
  backend: ({ backend }) => backend,
  format: ({ format }) => format,
  quantization: ({ quantization }) => quantization,
  producer: ({ producer }) => producer,
  size_bytes: ({ sizeBytes }) => sizeBytes,
  location: ({ location }) => location,
  path: ({ path }) => path,
  installed: ({ installed, keptByOllama }) => (keptByOllama ? "kept by Ollama" : installed),
  roles: ({ roles }) => roles.join(" "),
  tags: ({ tags }) => tags.join(" "),
  favourite: ({ favourite }) => favourite,
  locked: ({ locked }) => locked,
  deprecated: ({ deprecated }) => deprecated,
  last_verified: ({ lastVerified }) => lastVerified,
} satisfies Record<string, (entry: EntryRow) => string | number | boolean | undefined>;

export function toCsv(entries: readonly EntryRow[]): string {
  const lines = entries.map((entry) => Object.values(columns).map((read) => read(entry)));
  return [Object.keys(columns), ...lines].map(toCsvLine).join("");
}

export const toJsonList = (entries: readonly EntryRow[]): string =>
  `${JSON.stringify(entries, undefined, 2)}\n`;

/** Saves the list as a file. */
export function exportEntries(index: EntryIndex, names: ReadonlySet<string>, kind: "csv" | "json"): void {
  const entries = [...names].flatMap((name) => {
    const at = index.atOf(name);
    return at === undefined ? [] : [index.rowAt(at)];
  });
  if (kind === "csv") saveText(toCsv(entries), { type: "text/csv", name: "models.csv" });
  else saveText(toJsonList(entries), { type: "application/json", name: "models.json" });
}
