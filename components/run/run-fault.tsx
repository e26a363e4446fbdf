"use client";

import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { plainTextOf } from "./ansi-spans.ts";
import { commandHref } from "./command-href.ts";
import { lineThatMatters } from "./line-that-matters.ts";
import { meaningOf, succeeded } from "./outcome-words.ts";
import type { RunWatch } from "./run-watch.ts";

type RunFaultProps = { run: RunRecord; outcome: RunOutcome; watch: RunWatch; lastLine: number };

/** A run that failed: the line to read first, what it means, and the next thing to do. */
export function RunFault({ run, outcome, watch }: RunFaultProps) {
  if (succeeded(outcome)) {
    return outcome.result ? <Alert tone="ok" title={meaningOf(outcome)} /> : null;
  }
  const line = lineThatMatters(watch.buffer.lines());
  const isStopped = outcome.kind === "cancelled";
  return (
    <Alert
      tone={isStopped ? "neutral" : "danger"}
      title={
        line && !isStopped ? (
          <span className="font-mono text-sm">{plainTextOf(line.text)}</span>
        ) : (
          meaningOf(outcome)
        )
      }
      actions={
        <LinkButton size="sm" href={commandHref(run)}>
          Correct it and run it again
        </LinkButton>
      }
    >
      {line && !isStopped ? meaningOf(outcome) : undefined}
      {line && !isStopped && (
        <a className="ml-1 text-accent underline" href={`#L${line.line}`}>
          Line {line.line}
        </a>
      )}
    </Alert>
  );
}
