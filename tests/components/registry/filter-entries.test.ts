import { beforeAll, describe, expect, it } from "vitest";
import { type BrowseState, toRegistryQuery } from "#components/registry/browse-state.ts";
import { type EntryIndex, toEntryIndex } from "#components/registry/entry-index.ts";
import { facetCounts } from "#components/registry/facet-counts.ts";
import { sharesOf } from "#components/registry/facet-shares.ts";
import { filterEntries } from "#components/registry/filter-entries.ts";
import { sortKeys } from "#components/registry/order-entries.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { facetsOf } from "#lib/registry/entry-facets.ts";
import { type EntryQuery, queryEntries } from "#lib/registry/query-entries.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { sortFields } from "#lib/registry/sort-entries.ts";
import { entryRowOf } from "#lib/server/entry-row-of.ts";
import { presenceIn } from "#lib/server/installed-entries.ts";
import { toColumns } from "#lib/server/registry-columns.ts";
import { parseRegistryQuery } from "#lib/server/registry-query.ts";
import { sampleEntry } from "#tests/support/make-registry.ts";

const installed = new Set<string>();
const kept = new Set<string>();
const seen = { names: installed, kept };
let entries: Entry[];
let index: EntryIndex;

beforeAll(async () => {
  const samples = Array.from({ length: 300 }, (_, at) => ({
    ...sampleEntry(at),
    ...(at % 11 === 0 && { metadata: { tags: at % 2 ? ["laptop", "b"] : ["laptop"], favourite: true } }),
    ...(at % 13 === 0 && { download_size_bytes: null, quantization: null }),
    ...(at % 17 === 0 && { display_name: "", download_path: null, family: null }),
    ...(at === 41 && { metadata: { notes: "Thinks aloud" } }),
    ...(at === 40 && { download_path: "alone", license: "" }),
  }));
  const curated = samples.filter((_, at) => at % 5 === 0);
  entries = readEntries({ curated, discovered: samples }).entries;
  for (const { name } of entries.filter((_, at) => at % 3 === 0)) installed.add(name);
  for (const { name } of entries.filter((_, at) => at % 6 === 0)) kept.add(name);
  const columns = toColumns(entries, "s", seen);
  index = await toEntryIndex(JSON.parse(JSON.stringify(columns)));
});

const namesHere = (state: BrowseState) => [...filterEntries(index, state)].map((at) => index.rowAt(at).name);

function queryOf(state: BrowseState): EntryQuery {
  const said = Object.entries(toRegistryQuery(state)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return parseRegistryQuery(new URLSearchParams(said));
}

const namesThere = (state: BrowseState): string[] =>
  queryEntries(entries, { ...queryOf(state), limit: 1000 }, installed).entries.map(({ name }) => name);

describe("the browser", () => {
  it("shows each entry as the server does", () => {
    const rows = Array.from({ length: index.count }, (_, at) => index.rowAt(at));
    expect(rows).toEqual(entries.map((entry) => entryRowOf(entry, presenceIn(seen, entry))));
  });

  it.each<BrowseState>([
    {},
    { q: "llama" },
    { q: "  GGUF   Q8 " },
    { q: "apache-2.0 meta" },
    { q: "no such thing" },
    { q: "laptop" },
    { q: "max-model-len vllm" },
    { q: "model.safetensors 24003" },
    { q: "top_p curated" },
    { q: "thinks aloud" },
    { backend: "vllm", format: "safetensors" },
    { quantization: "awq" },
    { role: "caption" },
    { capability: "vision", location: "linux_wsl" },
    { tag: "laptop" },
    { tag: "b", favourite: "true" },
    { layer: "curated", installed: "true" },
    { deprecated: "true" },
    { deprecated: "false", testing: "false", installed: "false" },
    { backend: "unheard-of" },
  ])("finds for %o what the server finds, in its order", (state) => {
    expect(namesHere(state)).toEqual(namesThere(state));
  });

  it.each<BrowseState>([
    {},
    { q: "llama" },
    { backend: "vllm", format: "safetensors", q: "q8" },
    { role: "caption", capability: "vision" },
    { tag: "laptop", layer: "curated", installed: "true" },
    { q: "no such thing", backend: "vllm" },
  ])("counts for %o what the server counts", (state) => {
    const { producer: _producer, ...there } = facetsOf(entries, queryOf(state), installed);
    expect(facetCounts(index, state, filterEntries(index, state))).toEqual(there);
  });

  it("knows every order that the server knows, and sorts alike in both directions", () => {
    expect([...sortKeys].sort()).toEqual([...sortFields].sort());
    for (const sort of sortFields.flatMap((field) => [field, `-${field}`]))
      expect(namesHere({ sort }), sort).toEqual(namesThere({ sort }));
  });

  it("finds an entry by its name, and counts what has a value", () => {
    expect(index.rowAt(index.atOf("phi-4-14b-gguf-q8_0") ?? 0).name).toBeDefined();
    expect(index.atOf("nobody")).toBeUndefined();
    const shares = sharesOf(index, "backend");
    expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(shares[0]?.value).toBe("vllm");
  });
});
