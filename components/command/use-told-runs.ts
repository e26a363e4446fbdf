"use client";

import { type Dispatch, useCallback, useEffect, useRef } from "react";
import type { Answer } from "#components/run/ask-api.ts";
import type { RunWatch } from "#components/run/run-watch.ts";
import type { FlowEvent } from "./command-flow.ts";
import { type Ended, endOf, startWatchedRun, type Wanted } from "./run-steps.ts";

/** Runs to the end while the flow is told of it. Runs outlive the page; only the watching ends with it. */
export function useToldRuns(tell: Dispatch<FlowEvent>) {
  const watches = useRef<RunWatch[]>([]);
  useEffect(
    () => () => {
      for (const watch of watches.current) watch.close();
    },
    [],
  );
  return useCallback(
    async (wanted: Wanted): Promise<Answer<Ended & { watch: RunWatch }>> => {
      const started = await startWatchedRun(wanted);
      if (!started.ok) return started;
      const watch = started.value;
      watches.current.push(watch);
      tell({ happened: "run started", watch });
      const ended = await endOf(watch);
      return ended.ok ? { ok: true, value: { ...ended.value, watch } } : ended;
    },
    [tell],
  );
}
