"use client";

import Link from "next/link";
import { Spinner } from "#components/ui/spinner.tsx";
import { paths } from "#lib/paths.ts";
import { toProgressWords, toRunLabel } from "./run-words.ts";
import { useRuns } from "./use-runs.ts";

const shownMax = 5;

type RunningRunsProps = { onLeave?: (() => void) | undefined };

/** What goes on now. With nothing going on there is nothing to say. */
export function RunningRuns({ onLeave }: RunningRunsProps) {
  const live = useRuns().filter((run) => run.state !== "ended");
  if (live.length === 0) return null;
  return (
    <section aria-label="Running" className="flex min-h-0 flex-col gap-1">
      <h2 className="px-2 font-medium text-muted text-xs">Running</h2>
      <ul className="flex min-h-0 flex-col overflow-auto">
        {live.slice(0, shownMax).map((run) => (
          <li key={run.id}>
            <Link
              href={paths.run(run.id)}
              onClick={() => onLeave?.()}
              className="flex items-start gap-2 rounded-md px-2 py-1 hover:bg-surface-3"
            >
              {run.state === "running" ? (
                <Spinner className="mt-0.5 size-3.5 text-accent" />
              ) : (
                <span aria-hidden="true" className="m-1 size-2 shrink-0 rounded-full border border-muted" />
              )}
              <span className="flex min-w-0 flex-col">
                <span className="truncate font-mono text-xs">{toRunLabel(run)}</span>
                <span className="truncate text-muted text-xs">{toProgressWords(run)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {live.length > shownMax && (
        <Link
          href={paths.runs()}
          onClick={() => onLeave?.()}
          className="px-2 text-accent text-xs hover:underline"
        >
          {live.length - shownMax} more
        </Link>
      )}
    </section>
  );
}
