import { toByteWords, toCountWords } from "#lib/format.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { installedOnce } from "#lib/registry/is-installed.ts";
import { listedEntries, toListRows } from "#lib/registry/list-rows.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

const letters = { vision: "V", embedding: "E", audio: "A", thinking: "R", tools: "T" } as const;

export const list: Handler<"list"> = async (input, session) => {
  const { print } = session;
  const registry = await readRegistry(session);
  const entries = listedEntries(registry.entries, input);
  if (print.speaksJson) print.json(await toListRows(entries));
  else if (entries.length === 0) print.line("📭 No models found matching criteria");
  else {
    const columns = columnsFor(input);
    const installed = new Set<Entry>();
    if (input.showInstalled) {
      const isInstalled = installedOnce();
      await Promise.all(entries.map(async (entry) => (await isInstalled(entry)) && installed.add(entry)));
    }
    printTable(
      print,
      columns,
      entries.map((entry) => columns.map(({ value }) => value(entry, installed.has(entry)))),
    );
    const bytes = entries.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    print.line();
    print.line(`📊 Total: ${toCountWords(entries.length, "variant")}, ${toByteWords(bytes)}`);
  }
  return exitCodeOf(registry);
};

type Column = {
  title: string;
  align?: "right";
  most?: number;
  value: (entry: Entry, installed: boolean) => string;
};
type Wanted = Parameters<typeof list>[0];

function columnsFor(wanted: Wanted): Column[] {
  const optional = (isWanted: boolean | undefined, column: Column) => (isWanted ? [column] : []);
  return [
    { title: "Model", most: 60, value: ({ displayName }) => displayName },
    ...optional(wanted.showInternalNames, { title: "Registry ID", value: ({ name }) => name }),
    { title: "Fmt", value: ({ format }) => formatText(format) },
    {
      title: "Quant",
      value: ({ quantization }) => quantization?.toUpperCase().replace(/[_-]/g, " ") ?? "-",
    },
    { title: "Producer", value: ({ producer }) => producer ?? "-" },
    ...optional(wanted.showBackend, { title: "Backend", value: ({ backend }) => backend }),
    { title: "Caps", value: capabilityLetters },
    ...optional(wanted.showInstalled, { title: "Inst", value: (_, installed) => (installed ? "✓" : "✗") }),
    {
      title: "Size",
      align: "right",
      value: ({ sizeBytes }) => (sizeBytes === undefined ? "-" : toByteWords(sizeBytes)),
    },
    ...optional(wanted.details, { title: "ServedID", value: ({ servedModelId }) => servedModelId ?? "-" }),
    ...optional(wanted.details, { title: "Roles", value: ({ roles }) => roles.join(", ") || "-" }),
  ];
}

const formatText = (format: string | undefined) =>
  format === "safetensors" ? "ST" : (format?.toUpperCase() ?? "-");

const capabilityLetters = ({ capabilities }: Entry) =>
  Object.entries(letters)
    .filter(([capability]) => capabilities[capability] === true)
    .map(([, letter]) => letter)
    .join("") || "-";
