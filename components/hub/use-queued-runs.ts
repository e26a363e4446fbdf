"use client";

import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { readApi } from "#components/run/ask-api.ts";
import { queueKey } from "./queue-key.ts";

const whileRunningMs = 1_000;
const none: readonly RunRecord[] = [];

/** What the page of the queue shows, kept up to date while something goes. */
export function useQueuedRuns(): readonly RunRecord[] {
  const { data } = useSWR<{ runs: RunRecord[] }, Error>(queueKey, readApi, {
    refreshInterval: (latest) => (latest?.runs.some((run) => run.state === "running") ? whileRunningMs : 0),
  });
  return data?.runs ?? none;
}
