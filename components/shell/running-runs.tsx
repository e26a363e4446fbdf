"use client";

import Link from "next/link";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { paths } from "#lib/paths.ts";
import { RunLabel } from "./run-label.tsx";
import { isServing, toProgressWords } from "./run-words.ts";
import { SidebarSection } from "./sidebar-section.tsx";
import { useRuns } from "./use-runs.ts";

const shownMax = 5;

type RunningRunsProps = { onLeave?: (() => void) | undefined };

/** Those that run before those that wait, each in the order in which they come to their turn. */
function inTurn(one: RunRecord, other: RunRecord): number {
  if (one.state !== other.state) return one.state === "running" ? -1 : 1;
  return (one.place ?? 0) - (other.place ?? 0) || Number(one.id) - Number(other.id);
}

/** What goes on now. With nothing going on there is nothing to say. */
export function RunningRuns({ onLeave }: RunningRunsProps) {
  const live = useRuns()
    .filter((run) => run.state !== "ended" && !isServing(run))
    .sort(inTurn);
  if (live.length === 0) return null;
  return (
    <SidebarSection title="Running" more={live.length - shownMax} href={paths.runs()} onLeave={onLeave}>
      {live.slice(0, shownMax).map((run) => (
        <li key={run.id}>
          <Link
            href={paths.run(run.id)}
            title={run.shell}
            onClick={() => onLeave?.()}
            className="flex items-start gap-2 rounded-md px-2 py-1 hover:bg-surface-3"
          >
            {run.state === "running" ? (
              <Spinner className="mt-0.5 size-3.5 text-accent" />
            ) : (
              <span aria-hidden="true" className="m-1 size-2 shrink-0 rounded-full border border-muted" />
            )}
            <span className="flex min-w-0 flex-col">
              <span className="font-mono text-xs">
                <RunLabel run={run} />
              </span>
              <span className="truncate text-muted text-xs">{toProgressWords(run)}</span>
            </span>
          </Link>
        </li>
      ))}
    </SidebarSection>
  );
}
