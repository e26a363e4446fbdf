"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { meaningFor } from "#components/run/going-on.ts";
import { succeeded } from "#components/run/outcome-words.ts";
import { PartialKept } from "#components/run/partial-kept.tsx";
import { RunProgress } from "#components/run/run-progress.tsx";
import { RunStateBadge } from "#components/run/run-state-badge.tsx";
import { RunLabel } from "#components/shell/run-label.tsx";
import { toRunLabel } from "#components/shell/run-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { paths } from "#lib/paths.ts";
import { QueueActions } from "./queue-actions.tsx";
import { QueueFault } from "./queue-fault.tsx";

/** More are told on the page of the run. */
const partsMax = 6;

type QueueRowProps = {
  run: RunRecord;
  moves?: ReactNode;
  /** Whether another run is about to go on from it, which leaves nothing to decide. */
  isResuming?: boolean | undefined;
  /** Whether a later run has what this one was after, or is at it. */
  isOvertaken?: boolean | undefined;
};

/** One download or import: what, how it stands, how far, and what can be done about it. */
export function QueueRow({ run, moves, isResuming = false, isOvertaken = false }: QueueRowProps) {
  const { id, state, endedAt, asked } = run;
  return (
    <li className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {isResuming ? <Badge tone="accent">Resumes</Badge> : <RunStateBadge run={run} />}
        <Link
          href={paths.run(id)}
          className="min-w-0 flex-1 basis-60 font-mono text-sm hover:text-accent hover:underline"
          title={run.shell}
        >
          <RunLabel run={run} />
        </Link>
        {endedAt !== undefined && (
          <span className="text-muted text-sm">
            <TimeAgo at={endedAt} />
          </span>
        )}
        <span className="ml-auto flex items-center gap-1">
          {moves}
          {!isResuming && <QueueActions run={run} isOvertaken={isOvertaken} />}
        </span>
      </div>
      {asked === "pause" && <p className="text-muted text-sm">Writes down how far it is, then pauses.</p>}
      {state === "running" && run.progress && (
        <RunProgress progress={run.progress} label={toRunLabel(run)} partsMax={partsMax} />
      )}
      {state === "running" && !run.progress && <ProgressBar label={toRunLabel(run)} />}
      <QueueEnding run={run} isOvertaken={isOvertaken} />
    </li>
  );
}

/** How it ended, and what that left. */
function QueueEnding({ run, isOvertaken }: { run: RunRecord; isOvertaken: boolean }) {
  const { outcome } = run;
  if (!outcome) return null;
  const meaning = isOvertaken ? "A later run took this on." : meaningFor(run, outcome);
  return (
    <p className="flex min-w-0 flex-wrap gap-x-3 text-muted text-sm">
      {outcome.kind === "exited" && !succeeded(outcome) ? <QueueFault run={run} /> : <span>{meaning}</span>}
      {!isOvertaken && <PartialKept run={run} />}
    </p>
  );
}
