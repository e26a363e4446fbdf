import type { Entry } from "./entry.ts";
import { tagsOf } from "./entry-marks.ts";
import { type EntryQuery, type Installed, wantedEntries } from "./query-entries.ts";

export type Facet = { value: string; count: number };
export type Facets = Record<FacetName, Facet[]>;
type FacetName = keyof typeof valuesOf;

type ValuesOf = (entry: Entry) => (string | undefined)[];

const valuesOf = {
  backend: (entry) => [entry.backend],
  format: (entry) => [entry.format],
  quantization: (entry) => [entry.quantization],
  location: (entry) => [entry.location],
  producer: (entry) => [entry.producer],
  capability: (entry) => Object.keys(entry.capabilities).filter((name) => entry.capabilities[name]),
  role: (entry) => entry.roles,
  tag: tagsOf,
  layer: (entry) => [entry.layer],
} satisfies Record<string, ValuesOf>;

/**
 * What one may filter by, with the number of entries behind each value, the commonest first. The filter on a facet is
 * left out where that facet is counted: its numbers say what choosing another of its values would leave.
 */
export function facetsOf(entries: Entry[], query: EntryQuery = {}, installed: Installed = new Set()): Facets {
  const wanted: Partial<Record<string, unknown>> = query;
  const left = wantedEntries(entries, query, installed);
  const count = (name: FacetName) => {
    const isOpen = wanted[name] === undefined;
    const rows = isOpen ? left : wantedEntries(entries, { ...query, [name]: undefined }, installed);
    return countValues(rows, valuesOf[name]);
  };
  return {
    backend: count("backend"),
    format: count("format"),
    quantization: count("quantization"),
    location: count("location"),
    producer: count("producer"),
    capability: count("capability"),
    role: count("role"),
    tag: count("tag"),
    layer: count("layer"),
  };
}

export function countValues(entries: Entry[], valuesOfEntry: ValuesOf): Facet[] {
  const counts = new Map<string, number>();
  for (const value of entries.flatMap(valuesOfEntry)) {
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const facets = [...counts].map(([value, count]) => ({ value, count }));
  return facets.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
