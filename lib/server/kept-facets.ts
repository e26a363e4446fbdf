import type { Entry } from "#lib/registry/entry.ts";
import { type Facets, facetsOf } from "#lib/registry/entry-facets.ts";
import type { EntryQuery, Installed } from "#lib/registry/query-entries.ts";

const keptMax = 8;

/** What is on the disk, as it was last looked at. */
type Seen = { names: Installed; version: number };

/** Counts the facets of a question once, however many of its pages are asked for and in whichever order. */
export function keepFacets() {
  const kept = new WeakMap<Entry[], Map<string, Facets>>();
  return (entries: Entry[], query: EntryQuery, { names, version }: Seen): Facets => {
    const known = kept.get(entries) ?? new Map<string, Facets>();
    kept.set(entries, known);
    const { sort: _sort, offset: _offset, limit: _limit, ...filters } = query;
    // Only a question about what is on the disk has another answer when the disk has changed.
    const key = JSON.stringify([filters, filters.installed === undefined ? 0 : version]);
    const facets = known.get(key) ?? facetsOf(entries, filters, names);
    known.delete(key);
    known.set(key, facets);
    for (const oldest of known.keys()) if (known.size > keptMax) known.delete(oldest);
    return facets;
  };
}
