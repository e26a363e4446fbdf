"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import type { RegistryColumns } from "#cli-bridge/protocol/registry-columns.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { api } from "#lib/paths.ts";
import { type EntryIndex, toEntryIndex } from "./entry-index.ts";

/** Beyond these the server goes on filtering: what a browser would have to keep is no longer small. */
const entriesMax = 50_000;
const idleMs = 300;

/** All models, fetched once the first rows stand and the browser has nothing better to do. */
export function useEntryIndex(count: number): EntryIndex | undefined {
  const [isQuiet, setIsQuiet] = useState(false);
  useEffect(() => {
    const begin = () => setIsQuiet(true);
    if (typeof requestIdleCallback === "undefined") {
      const timer = setTimeout(begin, idleMs);
      return () => clearTimeout(timer);
    }
    const asked = requestIdleCallback(begin, { timeout: idleMs });
    return () => cancelIdleCallback(asked);
  }, []);
  const isWanted = isQuiet && count > 0 && count <= entriesMax;
  const { data } = useSWR<EntryIndex, Error>(isWanted ? api.registryColumns() : null, fetchIndex, {
    revalidateOnFocus: false,
    keepPreviousData: true,
    compare: (one, other) => one?.columns.signature === other?.columns.signature,
  });
  return isWanted ? data : undefined;
}

const fetchIndex = async (url: string) => toEntryIndex(await fetchAnswer<RegistryColumns>(url));
