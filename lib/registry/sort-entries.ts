import type { Entry } from "./entry.ts";
import { isFavourite, tagsOf } from "./entry-marks.ts";
import type { Installed } from "./query-entries.ts";

type Key = string | number | undefined;

const keysOf = {
  name: ({ displayName }) => displayName.toLowerCase(),
  size: ({ sizeBytes }) => sizeBytes,
  backend: ({ backend }) => backend,
  format: ({ format }) => format,
  quantization: ({ quantization }) => quantization,
  producer: ({ producer }) => producer,
  location: ({ location }) => location,
  layer: ({ layer }) => layer,
  verified: ({ versionLock }) => versionLock.lastVerified,
  roles: ({ roles }) => joined(roles),
  tags: (entry) => joined(tagsOf(entry)),
  capabilities: ({ capabilities }) => -Object.values(capabilities).filter((can) => can).length || undefined,
  favourite: (entry) => (isFavourite(entry) ? 0 : undefined),
  installed: ({ name }, installed) => (installed.has(name) ? 0 : 1),
} satisfies Record<string, (entry: Entry, installed: Installed) => Key>;

export type SortField = keyof typeof keysOf;
/** A field, or a field behind a minus sign for the other direction. */
export type EntrySort = SortField | `-${SortField}`;
export const sortFields = Object.keys(keysOf) as SortField[];

const joined = (words: readonly string[]) =>
  words.length === 0 ? undefined : words.join(", ").toLowerCase();

type Sorted = { installed: Installed; entries: Entry[] };
const kept = new WeakMap<readonly Entry[], Map<EntrySort, Sorted>>();

/** All entries in an order, which is made once for as long as they are the same. What is unknown comes last either way. */
export function sortEntries(entries: readonly Entry[], sort: EntrySort, installed: Installed): Entry[] {
  const orders = kept.get(entries) ?? new Map<EntrySort, Sorted>();
  kept.set(entries, orders);
  const known = orders.get(sort);
  if (known && (known.installed === installed || !sort.endsWith("installed"))) return known.entries;
  const made = sorted(entries, sort, installed);
  orders.set(sort, { installed, entries: made });
  return made;
}

function sorted(entries: readonly Entry[], sort: EntrySort, installed: Installed): Entry[] {
  const direction = sort.startsWith("-") ? -1 : 1;
  const field = sortFields.find((name) => name === sort.replace(/^-/, "")) ?? "name";
  // Sorting keeps what is equal in its order, so everything else begins with the order by name.
  const before = field === "name" ? entries : sortEntries(entries, "name", installed);
  const keyed = before.map((entry) => ({ entry, key: keysOf[field](entry, installed) }));
  keyed.sort(({ key: one, entry }, { key: other, entry: second }) => {
    if (one === other) return field === "name" ? direction * compare(entry.name, second.name) : 0;
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    return direction * compare(one, other);
  });
  return keyed.map(({ entry }) => entry);
}

function compare<Value extends string | number>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
