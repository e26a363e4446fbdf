"use client";

import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { useFault } from "#components/run/use-fault.ts";
import { toEndingWords } from "#components/shell/run-words.ts";

/** Why a run failed, in the words of the program. */
export function QueueFault({ run }: { run: RunRecord }) {
  const fault = useFault(run);
  const ending = run.outcome && toEndingWords(run.outcome);
  return (
    <span className="min-w-0 break-words">
      {fault === undefined ? ending : <span className="text-danger">{fault}</span>}
    </span>
  );
}
