"use client";

import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { frameKeys } from "./frame-keys.ts";

type RunsAnswer = { runs: RunRecord[] };

const whileRunningMs = 2_000;
const none: readonly RunRecord[] = [];

/** The latest runs, shared by all parts of the frame. News comes by the live stream; progress is asked for while there is any. */
export function useRuns(): readonly RunRecord[] {
  const { data } = useSWR<RunsAnswer>(frameKeys.runs, fetchAnswer, {
    // A hidden tab still tells in its title how far things are.
    refreshWhenHidden: true,
    refreshInterval: (latest) => (latest?.runs.some((run) => run.state === "running") ? whileRunningMs : 0),
  });
  return data?.runs ?? none;
}
