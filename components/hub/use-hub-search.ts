"use client";

import useSWRInfinite from "swr/infinite";
import type { HubModelRow, HubPage } from "#cli-bridge/protocol/hub-answer.ts";
import { type Answer, askApi, type Refusal } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import { type HubState, toSearchQuery } from "./hub-state.ts";

type HubFound = {
  models: readonly HubModelRow[];
  refusal: Refusal | undefined;
  isFirst: boolean;
  isMore: boolean;
  hasMore: boolean;
  more: () => void;
  again: () => Promise<unknown>;
};

/** What the hub finds, page after page. A refusal is an answer like any other, and is asked again only by hand. */
export function useHubSearch(state: HubState): HubFound {
  const query = toSearchQuery(state);
  const { data, size, setSize, mutate, isLoading } = useSWRInfinite<Answer<HubPage>>(
    (index, before: Answer<HubPage> | null) => {
      if (index === 0) return api.hubSearch(query);
      if (!before?.ok || before.value.next === undefined) return null;
      return api.hubSearch({ ...query, next: before.value.next });
    },
    (url: string) => askApi<HubPage>(url),
    { revalidateOnFocus: false, revalidateFirstPage: false, revalidateOnReconnect: false },
  );
  const pages = data ?? [];
  const last = pages.at(-1);
  const found = pages.flatMap((page) => (page.ok ? page.value.models : []));
  // A model may move from one page to the next while somebody reads.
  const models = [...new Map(found.map((model) => [model.repo, model])).values()];
  return {
    models,
    refusal: pages.find((page) => !page.ok)?.refusal,
    isFirst: isLoading,
    isMore: !isLoading && pages.length < size && last?.ok === true && last.value.next !== undefined,
    hasMore: last?.ok === true && last.value.next !== undefined,
    more: () => void setSize((pagesNow) => pagesNow + 1),
    again: () => mutate(),
  };
}
