"use client";

import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import useSWR from "swr";
import type { EntryRow, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { api } from "#lib/paths.ts";
import { type BrowseState, toRegistryQuery } from "./browse-state.ts";
import type { EntryIndex } from "./entry-index.ts";
import { facetCounts } from "./facet-counts.ts";
import { filterEntries } from "./filter-entries.ts";
import { useEntryIndex } from "./use-entry-index.ts";
import { pageRows, type RowRange, useEntryPages } from "./use-entry-pages.ts";

type First = { key: string; answer: RegistryAnswer };
export type ListedEntries = {
  answer: RegistryAnswer;
  /** How many the list holds now. */
  total: number;
  error: Error | undefined;
  isStale: boolean;
  rowAt: (index: number) => EntryRow | undefined;
  retry: () => void;
  /** All models, once they are here; then nothing needs to be asked for any more. */
  index: EntryIndex | undefined;
  /** Their places in the order of the list. */
  found: Uint32Array | undefined;
};

type Asked = {
  /** What the address says, which is what the server is asked. */
  state: BrowseState;
  /** The same with what stands in the search box now, which only the browser is quick enough to follow. */
  typed: BrowseState;
  range: RowRange;
  first: First;
};

export function useEntries({ state, typed, range, first }: Asked): ListedEntries {
  const index = useEntryIndex(first.answer.all.entries);
  const query = toRegistryQuery(state);
  const key = index ? first.key : api.registry({ ...query, limit: pageRows });
  const { data, error, isLoading, mutate } = useSWR<RegistryAnswer, Error>(key, fetchAnswer, {
    keepPreviousData: true,
    revalidateOnFocus: false,
    // It is asked for once more all the same: news of the registry reaches only questions that were asked from here.
    ...(key === first.key ? { fallbackData: first.answer } : {}),
  });
  const answer = data ?? first.answer;
  const version = `${key} ${answer.signature}`;
  const pages = useEntryPages({ query, range, version, total: index ? 0 : answer.total });
  const found = useKept(useMemo(() => index && filterEntries(index, typed), [index, typed]));
  // The rows that a key has found are painted first; how many each filter would leave is counted a moment later.
  const asked = useDeferredValue(useMemo(() => ({ index, typed, found }), [index, typed, found]));
  const facets = useMemo(
    () => (asked.index && asked.found ? facetCounts(asked.index, asked.typed, asked.found) : answer.facets),
    [asked, answer.facets],
  );
  const counted = useMemo(() => ({ ...answer, facets }), [answer, facets]);
  const rowAt = useCallback(
    (at: number) => {
      if (index && found) return at < found.length ? index.rowAt(found[at] ?? 0) : undefined;
      const page = Math.floor(at / pageRows);
      const rows = page === 0 ? answer.entries : pages.get(`${version} ${page}`);
      return rows?.[at % pageRows];
    },
    [index, found, answer, pages, version],
  );
  return {
    ...{ answer: counted, error, rowAt, index, found },
    total: found?.length ?? answer.total,
    isStale: isLoading && key !== first.key,
    retry: () => void mutate(),
  };
}

/** Mostly another letter finds the same models, and then nothing that shows them is drawn again. */
function useKept(found: Uint32Array | undefined): Uint32Array | undefined {
  const kept = useRef(found);
  if (!areSame(kept.current, found)) kept.current = found;
  return kept.current;
}

const areSame = (one?: Uint32Array, other?: Uint32Array): boolean =>
  one?.length === other?.length && (one?.every((at, place) => at === other?.[place]) ?? true);
