import type { Entry } from "./entry.ts";
import { tagsOf } from "./entry-marks.ts";

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

/** What one may filter by, with the number of entries behind each value, the commonest first. */
export function facetsOf(entries: Entry[]): Facets {
  return {
    backend: countValues(entries, valuesOf.backend),
    format: countValues(entries, valuesOf.format),
    quantization: countValues(entries, valuesOf.quantization),
    location: countValues(entries, valuesOf.location),
    producer: countValues(entries, valuesOf.producer),
    capability: countValues(entries, valuesOf.capability),
    role: countValues(entries, valuesOf.role),
    tag: countValues(entries, valuesOf.tag),
    layer: countValues(entries, valuesOf.layer),
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
