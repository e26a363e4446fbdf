"use client";

import { useEffect, useRef, useState } from "react";
import type { EntryRow, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { api, type RegistryQuery } from "#lib/paths.ts";

/** As many as a tall screen shows; the page comes with these. */
export const pageRows = 60;
const pagesKept = 80;
/** While a thumb is being dragged past thousands of rows, nothing is asked for. */
const settleMs = 60;

export type RowRange = { first: number; last: number };
type Pages = ReadonlyMap<string, EntryRow[]>;
type Wanted = { query: RegistryQuery; range: RowRange; version: string; total: number };

/** Pages are kept by the registry's signature: when the registry has moved, the old ones are simply never asked for again. */
export function useEntryPages({ query, range, version, total }: Wanted): Pages {
  const [pages, setPages] = useState<Pages>(new Map());
  const known = useRef(pages);
  known.current = pages;
  const queryText = JSON.stringify(query);
  const firstPage = Math.max(1, Math.floor(range.first / pageRows));
  const lastPage = Math.floor(Math.min(range.last, total - 1) / pageRows);

  useEffect(() => {
    const missing: number[] = [];
    for (let page = firstPage; page <= lastPage; page += 1) {
      if (!known.current.has(`${version} ${page}`)) missing.push(page);
    }
    if (missing.length === 0) return;
    let isWanted = true;
    const fetchPage = async (page: number) => {
      const asked = { ...JSON.parse(queryText), offset: page * pageRows, limit: pageRows };
      const answer = await fetchAnswer<RegistryAnswer>(api.registry(asked));
      if (isWanted) setPages((kept) => withPage(kept, `${version} ${page}`, answer.entries));
    };
    const timer = setTimeout(() => {
      // A page that cannot be had stays a row of skeletons; scrolling on asks again.
      for (const page of missing) fetchPage(page).catch(() => undefined);
    }, settleMs);
    return () => {
      clearTimeout(timer);
      isWanted = false;
    };
  }, [queryText, version, firstPage, lastPage]);
  return pages;
}

function withPage(kept: Pages, key: string, entries: EntryRow[]): Pages {
  return new Map([...[...kept].slice(-pagesKept), [key, entries]]);
}
