"use client";

import { useDeferredValue, useMemo, useState } from "react";
import useSWR from "swr";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { api } from "#lib/paths.ts";
import { readStored } from "./browser-memory.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { isMatch, type PaletteGroup, type PaletteItem } from "./palette-item.ts";
import { actionItems, pageItems, toBackendItems, toModelItems, toRunItems } from "./palette-sources.ts";
import { recentStore } from "./recent-choices.ts";
import { useBackends } from "./use-backends.ts";
import { useRuns } from "./use-runs.ts";

const modelsMax = 8;
const runsMax = 5;
const serversMax = 8;

export type PaletteSection = { title: PaletteGroup | "Recent"; items: readonly PaletteItem[] };

/** What fits the words typed, by group; with nothing typed, what was chosen lately comes first. */
export function usePaletteItems(typed: string): readonly PaletteSection[] {
  const words = useDeferredValue(typed.trim());
  const runs = useRuns();
  const backends = useBackends();
  const [recent] = useState(() => readStored(recentStore));
  const key = api.registry({ query: words || undefined, limit: modelsMax });
  const { data } = useSWR<RegistryAnswer>(key, fetchAnswer, { keepPreviousData: true });
  return useMemo(() => {
    const fits = (items: readonly PaletteItem[]) =>
      items.filter((item) => words === "" || isMatch(item, words));
    const models = toModelItems(data);
    const runItems = toRunItems(runs);
    const servers = toBackendItems(backends ?? []);
    const known = [...models, ...servers, ...actionItems, ...runItems, ...pageItems];
    const lately = words === "" ? recent.flatMap((id) => known.filter((item) => item.id === id)) : [];
    const isNew = (item: PaletteItem) => !lately.includes(item);
    const sections: PaletteSection[] = [
      { title: "Recent", items: lately },
      { title: "Models", items: models.filter(isNew) },
      { title: "Backends", items: fits(servers).filter(isNew).slice(0, serversMax) },
      { title: "Actions", items: fits(actionItems).filter(isNew) },
      { title: "Runs", items: fits(runItems).filter(isNew).slice(0, runsMax) },
      { title: "Pages", items: fits(pageItems).filter(isNew) },
    ];
    return sections.filter(({ items }) => items.length > 0);
  }, [words, data, runs, recent, backends]);
}
