import type { Entry } from "./entry.ts";

export const sortFields = ["name", "size", "backend", "format", "quantization", "producer"] as const;
export type SortField = (typeof sortFields)[number];

export type EntryQuery = {
  /** Words that must all occur somewhere in the entry. */
  query?: string | undefined;
  backend?: string | undefined;
  format?: string | undefined;
  quantization?: string | undefined;
  location?: string | undefined;
  capability?: string | undefined;
  role?: string | undefined;
  installed?: boolean | undefined;
  deprecated?: boolean | undefined;
  /** A field, or a field behind a minus sign for the other direction. */
  sort?: SortField | `-${SortField}` | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
};

export type EntryPage = { total: number; sizeBytes: number; entries: Entry[] };

/** Which entries are on the disk is asked of the disk beforehand; here nothing waits. */
export type Installed = ReadonlySet<string>;

/** Filters, sorts and cuts out a page. */
export function queryEntries(
  entries: Entry[],
  query: EntryQuery,
  installed: Installed = new Set(),
): EntryPage {
  const found = entries.filter((entry) => isWanted(entry, query, installed));
  const sorted = sortEntries(found, query.sort ?? "name");
  const offset = query.offset ?? 0;
  const sizeBytes = found.reduce((bytes, entry) => bytes + (entry.sizeBytes ?? 0), 0);
  return {
    total: found.length,
    sizeBytes,
    entries: sorted.slice(offset, offset + (query.limit ?? Infinity)),
  };
}

function isWanted(entry: Entry, query: EntryQuery, installed: Installed): boolean {
  return (
    isEqual(query.backend, entry.backend) &&
    isEqual(query.format, entry.format) &&
    isEqual(query.quantization, entry.quantization) &&
    isEqual(query.location, entry.location) &&
    isEqual(query.deprecated, entry.deprecated) &&
    isEqual(query.installed, installed.has(entry.name)) &&
    (query.capability === undefined || entry.capabilities[query.capability] === true) &&
    (query.role === undefined || entry.roles.includes(query.role)) &&
    hasWords(entry, query.query)
  );
}

function isEqual<Value>(wanted: Value | undefined, value: Value | undefined): boolean {
  return wanted === undefined || wanted === value;
}

function hasWords(entry: Entry, query: string | undefined): boolean {
  if (query === undefined || query.trim() === "") return true;
  const text = textOf(entry);
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const texts = new WeakMap<Entry, string>();

/** Everything a person might look for, in lower case; made once for each entry. */
function textOf(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const able = Object.keys(entry.capabilities).filter((capability) => entry.capabilities[capability]);
  const words = [
    entry.name,
    entry.displayName,
    entry.backend,
    entry.format,
    entry.quantization,
    entry.location,
  ];
  const more = [
    entry.path,
    entry.family,
    entry.producer,
    entry.servedModelId,
    entry.license,
    entry.sourceProvider,
  ];
  const text = [...words, ...more, ...entry.aliases, ...entry.roles, ...able].join("\n").toLowerCase();
  texts.set(entry, text);
  return text;
}

function sortEntries(entries: Entry[], sort: NonNullable<EntryQuery["sort"]>): Entry[] {
  const isDescending = sort.startsWith("-");
  const field = sortFields.find((name) => name === sort.replace(/^-/, "")) ?? "name";
  const keyed = entries.map((entry) => ({
    entry,
    key: keyOf(entry, field),
    name: entry.displayName.toLowerCase(),
  }));
  keyed.sort((one, other) => {
    if (one.key === undefined || other.key === undefined) {
      // What is unknown comes last whichever way one sorts.
      if (one.key !== other.key) return one.key === undefined ? 1 : -1;
      return compare(one.name, other.name);
    }
    const order = compare(one.key, other.key);
    return (isDescending ? -order : order) || compare(one.name, other.name);
  });
  return keyed.map(({ entry }) => entry);
}

function keyOf(entry: Entry, field: SortField): string | number | undefined {
  if (field === "name") return entry.displayName.toLowerCase();
  return field === "size" ? entry.sizeBytes : entry[field];
}

function compare<Key extends string | number>(one: Key, other: Key): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
