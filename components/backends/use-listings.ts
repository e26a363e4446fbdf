"use client";

import useSWR from "swr";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import type { Listings } from "./placed-models.ts";

const readEveryMs = 30_000;

/** The lists of all servers that answer. One that does not is named, and holds up no other. */
export function useListings(backends: readonly BackendAnswer[]) {
  const ids = backends.filter(({ state }) => state === "healthy").map(({ id }) => id);
  const { data = {}, isLoading } = useSWR<Listings>(["models of", ...ids], () => readListings(ids), {
    refreshInterval: readEveryMs,
    keepPreviousData: true,
  });
  const silent = backends
    .filter(({ id, state }) => state !== "checking" && !isLoading && !data[id])
    .map(({ name }) => name);
  return { listings: data, silent, isReading: isLoading };
}

async function readListings(ids: readonly string[]): Promise<Listings> {
  const asked = await Promise.allSettled(
    ids.map((id) => readApi<{ models: BackendModel[] }>(api.backendModels(id))),
  );
  return Object.fromEntries(
    asked.flatMap((answer, place) =>
      answer.status === "fulfilled" ? [[ids[place] ?? "", answer.value.models]] : [],
    ),
  );
}
