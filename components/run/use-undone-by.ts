"use client";

import { useMemo } from "react";
import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { api } from "#lib/paths.ts";
import { readApi } from "./ask-api.ts";
import { type UndoneBy, undoneBy } from "./undone-by.ts";

/** As many as the API tells at once. */
const undoingsMax = 999;
const none: readonly RunRecord[] = [];

/** Who took a run back; asked only of a run that left a way back. */
export function useUndoneBy(run: RunRecord): UndoneBy | undefined {
  const isUndoable = run.outcome?.result?.undo?.command === "undo";
  const wanted = { command: "undo", end: "succeeded", limit: undoingsMax } as const;
  const { data } = useSWR<{ runs: RunRecord[] }, Error>(isUndoable ? api.runs(wanted) : null, readApi);
  const undoings = data?.runs ?? none;
  return useMemo(() => undoneBy(run, undoings), [run, undoings]);
}
