"use client";

import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { OutcomeAlert } from "#components/command/outcome-alert.tsx";
import { ReportTable } from "#components/command/report-table.tsx";
import { useUndo } from "#components/command/use-undo.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { plainTextOf } from "./ansi-spans.ts";
import { commandHref } from "./command-href.ts";
import { meaningFor } from "./going-on.ts";
import { lineThatMatters } from "./line-that-matters.ts";
import { foundFaults, succeeded } from "./outcome-words.ts";
import type { RunWatch } from "./run-watch.ts";
import type { UndoneBy } from "./undone-by.ts";

type RunFaultProps = {
  run: RunRecord;
  outcome: RunOutcome;
  undone: UndoneBy | undefined;
  watch: RunWatch;
  lastLine: number;
};

/** How it ended. Of a run that failed: the line to read first, what it means, and the next thing to do. */
export function RunFault({ run, outcome, undone, watch }: RunFaultProps) {
  if (succeeded(outcome) || foundFaults(outcome)) {
    return outcome.result ? <RunResultAlert outcome={outcome} undone={undone} /> : null;
  }
  const line = lineThatMatters(watch.buffer.lines());
  const isStopped = outcome.kind === "cancelled" || outcome.kind === "paused";
  return (
    <Alert
      tone={isStopped ? "neutral" : "danger"}
      title={
        line && !isStopped ? (
          <span className="font-mono text-sm">{plainTextOf(line.text)}</span>
        ) : (
          meaningFor(run, outcome, line !== undefined)
        )
      }
      actions={
        outcome.kind === "paused" ? undefined : (
          <LinkButton size="sm" href={commandHref(run)}>
            Correct it and run it again
          </LinkButton>
        )
      }
    >
      {line && !isStopped ? meaningFor(run, outcome) : undefined}
      {line && !isStopped && (
        <a className="ml-1 text-accent underline" href={`#L${line.line}`}>
          Line {line.line}
        </a>
      )}
    </Alert>
  );
}

/** What it did or found, and the way back. */
function RunResultAlert({ outcome, undone }: Pick<RunFaultProps, "outcome" | "undone">) {
  const undoing = useUndo(outcome.result?.undo);
  const state = undone?.isWhole ? "undone" : undoing.state;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <OutcomeAlert outcome={outcome} undoing={{ ...undoing, state }} />
      <ReportTable report={outcome.result?.report} />
      {undoing.dialog}
    </div>
  );
}
