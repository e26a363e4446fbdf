import { expect, it } from "vitest";
import { readEntries } from "#lib/registry/read-entries.ts";
import { keepFacets } from "#lib/server/kept-facets.ts";
import { sampleEntry } from "#tests/support/make-registry.ts";

const samples = Array.from({ length: 20 }, (_, at) => sampleEntry(at));
const { entries } = readEntries({ curated: [], discovered: samples });
const seen = { names: new Set<string>(), version: 1 };

it("the pages of one question are counted once, in whichever order", () => {
  const facetsOf = keepFacets();
  const first = facetsOf(entries, { query: "gguf", offset: 0, limit: 5 }, seen);
  expect(facetsOf(entries, { query: "gguf", offset: 5, sort: "-size" }, seen)).toBe(first);
  expect(facetsOf(entries, { query: "awq" }, seen)).not.toEqual(first);
  expect(facetsOf([...entries], { query: "gguf" }, seen)).not.toBe(first);
});

it("only what is asked of the disk is counted anew when the disk has changed", () => {
  const facetsOf = keepFacets();
  const now = { names: new Set(entries.map(({ name }) => name)), version: 2 };
  expect(facetsOf(entries, {}, now)).toBe(facetsOf(entries, {}, seen));
  expect(facetsOf(entries, { installed: true }, seen).backend).toEqual([]);
  expect(facetsOf(entries, { installed: true }, now).backend).not.toEqual([]);
});
