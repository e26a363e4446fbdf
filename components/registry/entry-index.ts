import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import {
  type Dictionary,
  entryFlags,
  type NamedColumn,
  type RegistryColumns,
} from "#cli-bridge/protocol/registry-columns.ts";

/** All models, as the browser keeps them to filter and sort without asking. */
export type EntryIndex = {
  count: number;
  columns: RegistryColumns;
  /** What the search looks at first: what the columns say of each entry, in lower case. */
  texts: readonly string[];
  rowAt: (at: number) => EntryRow;
  atOf: (name: string) => number | undefined;
  /** Orders by sort, made when first wanted. */
  orders: Map<string, Uint32Array>;
};

const slice = 1_000;

/** Making the words takes longer than one may be kept waiting for a key, so it is done in slices. */
export async function toEntryIndex(columns: RegistryColumns): Promise<EntryIndex> {
  const texts: string[] = [];
  while (texts.length < columns.name.length) {
    const end = Math.min(texts.length + slice, columns.name.length);
    for (let at = texts.length; at < end; at += 1) texts.push(textAt(columns, at));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return indexOf(columns, texts);
}

function indexOf(columns: RegistryColumns, texts: readonly string[]): EntryIndex {
  const rows: (EntryRow | undefined)[] = [];
  let places: Map<string, number> | undefined;
  return {
    count: columns.name.length,
    columns,
    texts,
    rowAt: (at) => {
      rows[at] ??= makeRow(columns, at);
      return rows[at];
    },
    atOf: (name) => {
      places ??= new Map(columns.name.map((known, at) => [known, at]));
      return places.get(name);
    },
    orders: new Map(),
  };
}

export function valueAt<Value>({ values, of }: Dictionary<Value>, at: number): Value | undefined {
  const place = of[at] ?? -1;
  return place < 0 ? undefined : values[place];
}

export const namedAt = (columns: RegistryColumns, name: NamedColumn, at: number) =>
  valueAt(columns.named[name], at);

export const hasFlag = (columns: RegistryColumns, at: number, flag: keyof typeof entryFlags) =>
  ((columns.flags[at] ?? 0) & entryFlags[flag]) !== 0;

export const nameAt = (columns: RegistryColumns, at: number) => columns.name[at] ?? "";
export const displayNameAt = (columns: RegistryColumns, at: number) =>
  columns.displayName[at] || nameAt(columns, at);

function pathAt(columns: RegistryColumns, at: number): string | undefined {
  const folder = valueAt(columns.folder, at);
  const file = columns.file[at] || nameAt(columns, at);
  return folder === undefined ? undefined : folder + file;
}

function servedAs(columns: RegistryColumns, at: number): string | undefined {
  const said = columns.servedModelId[at] ?? undefined;
  return said === "" ? nameAt(columns, at) : said;
}

function textAt(columns: RegistryColumns, at: number): string {
  const named = (name: NamedColumn) => namedAt(columns, name, at) ?? "";
  const roles = valueAt(columns.roles, at) ?? [];
  const capabilities = Object.entries(valueAt(columns.capabilities, at) ?? {});
  const words = [
    ...[nameAt(columns, at), displayNameAt(columns, at), pathAt(columns, at) ?? ""],
    ...[named("backend"), named("format"), named("quantization"), named("location"), named("layer")],
    ...[
      named("family"),
      named("producer"),
      named("license"),
      named("sourceProvider"),
      columns.aliases[at] ?? "",
    ],
    ...roles.map(([role]) => role),
    ...(valueAt(columns.tags, at) ?? []),
    ...capabilities.map(([name, can]) => (can ? name : "")),
    servedAs(columns, at) ?? "",
  ];
  return words.join("\n").toLowerCase();
}

function makeRow(columns: RegistryColumns, at: number): EntryRow {
  const roles = valueAt(columns.roles, at) ?? [];
  const priorities = roles.filter(([, priority]) => priority >= 0);
  const known = {
    format: namedAt(columns, "format", at),
    quantization: namedAt(columns, "quantization", at),
    producer: namedAt(columns, "producer", at),
    location: namedAt(columns, "location", at),
    family: namedAt(columns, "family", at),
    lastVerified: valueAt(columns.verified, at),
    sizeBytes: (columns.size[at] ?? -1) < 0 ? undefined : columns.size[at],
    path: pathAt(columns, at),
    servedModelId: servedAs(columns, at),
  };
  return {
    name: nameAt(columns, at),
    displayName: displayNameAt(columns, at),
    layer: namedAt(columns, "layer", at) === "curated" ? "curated" : "discovered",
    backend: namedAt(columns, "backend", at) ?? "",
    capabilities: valueAt(columns.capabilities, at) ?? {},
    roles: roles.map(([role]) => role),
    rolePriority: Object.fromEntries(priorities),
    tags: valueAt(columns.tags, at) ?? [],
    installed: hasFlag(columns, at, "installed"),
    ...(hasFlag(columns, at, "keptByOllama") && { keptByOllama: true as const }),
    deprecated: hasFlag(columns, at, "deprecated"),
    testing: hasFlag(columns, at, "testing"),
    logicalOnly: hasFlag(columns, at, "logicalOnly"),
    locked: hasFlag(columns, at, "locked"),
    favourite: hasFlag(columns, at, "favourite"),
    ...withoutUnknown(known),
  };
}

type Known<Row> = { [Key in keyof Row]?: Exclude<Row[Key], undefined> };

function withoutUnknown<Row extends object>(row: Row): Known<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Known<Row>;
}
