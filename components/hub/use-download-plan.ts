"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { type Answer, askApi, type Refusal } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";

const settleMs = 300;

export type PlanState = {
  plan?: DownloadPlan;
  refusal?: Refusal;
  isLoading: boolean;
  again: () => Promise<unknown>;
};

/** What a download would do, following the form at a short distance. The last plan stays until the next one is there. */
export function useDownloadPlan(input: CommandInput | undefined, runs: readonly RunRecord[]): PlanState {
  const wanted = input === undefined ? undefined : api.hubPlan(input);
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), settleMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data, isLoading, mutate } = useSWR<Answer<DownloadPlan>>(
    wanted === undefined ? null : (settled ?? null),
    (url: string) => askApi<DownloadPlan>(url),
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  const ended = runs.filter(({ state }) => state === "ended").length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a run has fetched by its end need not be fetched again.
  useEffect(() => void mutate(), [ended, mutate]);
  const again = () => mutate();
  if (data === undefined || wanted === undefined) return { isLoading: wanted !== undefined, again };
  const isOld = isLoading || settled !== wanted;
  return data.ok
    ? { plan: data.value, isLoading: isOld, again }
    : { refusal: data.refusal, isLoading: isOld, again };
}
