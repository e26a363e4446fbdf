import { type BrowseQuery, paths, type RegistryQuery } from "#lib/paths.ts";
import { sortKeys } from "./order-entries.ts";

/** What can be narrowed down by choosing, in the order of the menus. */
export const facetTitles = {
  backend: "Backend",
  format: "Format",
  quantization: "Quant",
  role: "Role",
  capability: "Capability",
  location: "Location",
  tag: "Tag",
  layer: "Kept by",
  installed: "Installed",
  favourite: "Favourite",
  deprecated: "Deprecated",
  testing: "Test entry",
} as const;

export type FacetName = keyof typeof facetTitles;
export const facetNames = Object.keys(facetTitles) as FacetName[];
/** Those that are answered with yes or no. */
export const truthFacets: readonly FacetName[] = ["installed", "favourite", "deprecated", "testing"];

type StateName = FacetName | "q" | "sort" | "columns" | "model";
const stateNames: readonly StateName[] = ["q", ...facetNames, "sort", "columns", "model"];

/** Everything the page shows follows from this, and all of it stands in the URL. */
export type BrowseState = Partial<Record<StateName, string>>;
export type BrowseChange = { [Name in StateName]?: string | undefined };

/** As long as the API takes a word. */
const wordsMax = 512;

export function parseBrowseState(read: (name: string) => string | null | undefined): BrowseState {
  const state: BrowseState = {};
  for (const name of stateNames) {
    const value = read(name);
    if (value) state[name] = value.slice(0, wordsMax);
  }
  if (!sortKeys.includes(state.sort?.replace(/^-/, "") ?? "name")) delete state.sort;
  for (const name of truthFacets) if (!isTruth(state[name])) delete state[name];
  return state;
}

function isTruth(value: string | undefined): boolean {
  return value === "true" || value === "false";
}

export function withChange(state: BrowseState, change: BrowseChange): BrowseState {
  const next: BrowseChange = { ...state, ...change };
  return parseBrowseState((name) => next[name as StateName]);
}

export function toBrowsePath(state: BrowseState): string {
  const query: BrowseQuery = state;
  return paths.browse(query);
}

/** The same question, as the API is asked it. */
export function toRegistryQuery({ q, model: _shown, columns: _drawn, ...rest }: BrowseState): RegistryQuery {
  return { query: q, ...rest };
}

/** A column's first press sorts upwards, the second downwards, the third returns to the order by name. */
export function nextSort(sort: string | undefined, key: string): string | undefined {
  const current = sort ?? "name";
  if (current === key) return `-${key}`;
  if (current === `-${key}`) return undefined;
  return key === "name" ? undefined : key;
}

export function ariaSortOf(sort: string | undefined, key: string): "ascending" | "descending" | "none" {
  const current = sort ?? "name";
  if (current === key) return "ascending";
  return current === `-${key}` ? "descending" : "none";
}

export function isNarrowed(state: BrowseState): boolean {
  return state.q !== undefined || facetNames.some((name) => state[name] !== undefined);
}

export const wholeRegistry: BrowseChange = Object.fromEntries(
  ["q", ...facetNames].map((name) => [name, undefined]),
);
