import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { Dictionary, RegistryColumns } from "#cli-bridge/protocol/registry-columns.ts";
import { type BrowseState, type FacetName, withChange } from "./browse-state.ts";
import type { EntryIndex } from "./entry-index.ts";
import { filterEntries } from "./filter-entries.ts";

type Facets = RegistryAnswer["facets"];
type Counts = ReadonlyMap<string, number>;
type Places = Uint32Array;

const one = (name: "backend" | "format" | "quantization" | "location" | "layer") => {
  return ({ named }: RegistryColumns, places: Places) => countIn(named[name], places, (value) => [value]);
};

const countersOf: { [Name in FacetName]?: (columns: RegistryColumns, places: Places) => Counts } = {
  backend: one("backend"),
  format: one("format"),
  quantization: one("quantization"),
  location: one("location"),
  layer: one("layer"),
  role: ({ roles }, places) => countIn(roles, places, (played) => played.map(([role]) => role)),
  tag: ({ tags }, places) => countIn(tags, places, (value) => value),
  capability: ({ capabilities }, places) =>
    countIn(capabilities, places, (table) => Object.keys(table).filter((name) => table[name])),
};

/** How many models each choice of a filter would leave, with the search and all other filters as they are; as the server counts. */
export function facetCounts(index: EntryIndex, state: BrowseState, found: Places): Facets {
  const counted = Object.entries(countersOf).map(([facet, count]) => {
    const name = facet as FacetName;
    const isOpen = state[name] === undefined;
    const places = isOpen ? found : filterEntries(index, withChange(state, { [name]: undefined }));
    return [name, sorted(count(index.columns, places))] as const;
  });
  return Object.fromEntries(counted);
}

/** Each value of a column is looked at once; every entry then costs a number. */
function countIn<Value>(
  { values, of }: Dictionary<Value>,
  places: Places,
  wordsOf: (value: Value) => readonly string[],
): Counts {
  const perValue = new Uint32Array(values.length);
  for (const at of places) {
    const place = of[at] ?? -1;
    if (place >= 0) perValue[place] = (perValue[place] ?? 0) + 1;
  }
  const counts = new Map<string, number>();
  for (const [place, value] of values.entries()) {
    const count = perValue[place] ?? 0;
    if (count > 0) for (const word of wordsOf(value)) counts.set(word, (counts.get(word) ?? 0) + count);
  }
  return counts;
}

function sorted(counts: Counts): Facets[string] {
  const facet = [...counts].map(([value, count]) => ({ value, count }));
  return facet.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}
