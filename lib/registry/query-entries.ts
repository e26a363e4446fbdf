import { searchedParts } from "#cli-bridge/protocol/registry-columns.ts";
import type { Entry } from "./entry.ts";
import { isFavourite, tagsOf } from "./entry-marks.ts";
import { searchedWords } from "./searched-words.ts";
import { type EntrySort, sortEntries } from "./sort-entries.ts";

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
  tag?: string | undefined;
  layer?: string | undefined;
  deprecated?: boolean | undefined;
  favourite?: boolean | undefined;
  testing?: boolean | undefined;
  sort?: EntrySort | undefined;
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
  const sorted = sortEntries(entries, query.sort ?? "name", installed);
  const found = wantedEntries(sorted, query, installed);
  const offset = query.offset ?? 0;
  const sizeBytes = found.reduce((bytes, entry) => bytes + (entry.sizeBytes ?? 0), 0);
  return {
    total: found.length,
    sizeBytes,
    entries: found.slice(offset, offset + (query.limit ?? Infinity)),
  };
}

/** All that a query wants, as they stand. */
export const wantedEntries = (entries: Entry[], query: EntryQuery, installed: Installed): Entry[] =>
  entries.filter((entry) => isWanted(entry, query, installed));

function isWanted(entry: Entry, query: EntryQuery, installed: Installed): boolean {
  return (
    isEqual(query.backend, entry.backend) &&
    isEqual(query.format, entry.format) &&
    isEqual(query.quantization, entry.quantization) &&
    isEqual(query.location, entry.location) &&
    isEqual(query.deprecated, entry.deprecated) &&
    isEqual(query.layer, entry.layer) &&
    isEqual(query.favourite, isFavourite(entry)) &&
    isEqual(query.testing, entry.testing) &&
    isEqual(query.installed, installed.has(entry.name)) &&
    (query.capability === undefined || entry.capabilities[query.capability] === true) &&
    (query.tag === undefined || tagsOf(entry).includes(query.tag)) &&
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
    entry.layer,
  ];
  const more = [
    entry.path,
    entry.family,
    entry.producer,
    entry.servedModelId,
    entry.license,
    entry.sourceProvider,
  ];
  const parts = searchedParts.map((part) => searchedWords(part, entry));
  const text = [...words, ...more, ...entry.aliases, ...entry.roles, ...tagsOf(entry), ...able, ...parts]
    .join("\n")
    .toLowerCase();
  texts.set(entry, text);
  return text;
}
