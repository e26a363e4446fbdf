import { pastedReference } from "#cli-bridge/derive/pasted-reference.ts";
import { type HubSort, hubSorts } from "#cli-bridge/protocol/hub-answer.ts";
import { type DownloadQuery, type HubSearchQuery, paths } from "#lib/paths.ts";

type StateName = keyof DownloadQuery;
const searchNames = ["q", "format", "smallest", "largest", "task", "author", "ungated", "sort"] as const;
const stateNames: readonly StateName[] = [...searchNames, "repo", "revision"];

/** Everything the page shows follows from this, and all of it stands in the URL. */
export type HubState = Partial<Record<StateName, string>>;
export type HubChange = DownloadQuery;

const pageRows = 50;
const wordsMax: Partial<Record<StateName, number>> = { repo: 2048 };
/** As long as the API takes a word of a search. */
const searchWordMax = 256;

export function parseHubState(read: (name: string) => string | null | undefined): HubState {
  const state: HubState = {};
  for (const name of stateNames) {
    const value = read(name)?.trim();
    if (value) state[name] = value.slice(0, wordsMax[name] ?? searchWordMax);
  }
  if (state.ungated !== "true") delete state.ungated;
  if (!hubSorts.includes(state.sort as HubSort)) delete state.sort;
  if (state.repo === undefined) delete state.revision;
  return state;
}

export function withHubChange(state: HubState, change: HubChange): HubState {
  const next: HubChange = { ...state, ...change };
  return parseHubState((name) => next[name as StateName]);
}

export const toHubPath = (state: HubState) => paths.download(state);

/** Nothing is asked of the hub before somebody wants something of it. */
export const isSearching = (state: HubState): boolean =>
  searchNames.some((name) => state[name] !== undefined);

export function toSearchQuery({ q, repo: _repo, revision: _revision, ...said }: HubState): HubSearchQuery {
  return { ...said, query: q, limit: pageRows };
}

/** Whether words name one repository rather than look for some; the server reads what exactly is meant. */
export const isReference = (text: string): boolean => pastedReference(text) !== undefined;
