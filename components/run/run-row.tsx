"use client";

import Link from "next/link";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toDurationWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { canGoOn } from "./going-on.ts";
import { RepeatButton } from "./repeat-button.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunStateBadge } from "./run-state-badge.tsx";

/** One run of the history: a row where there is room, two lines where there is not. */
export function RunRow({ run, title }: { run: RunRecord; title: string }) {
  const { id, shell, createdAt, outcome, state } = run;
  return (
    <tr className="h-9 border-line border-b hover:bg-surface-2 max-wide:flex max-wide:h-auto max-wide:flex-wrap max-wide:items-center max-wide:gap-x-3 max-wide:gap-y-1 max-wide:py-2">
      <td>
        <RunStateBadge run={run} />
      </td>
      <td className="min-w-0 truncate pr-3 max-wide:pr-0">
        <Link href={paths.run(id)} className="font-medium hover:text-accent hover:underline">
          {title} <span className="font-mono font-normal text-muted">#{id}</span>
        </Link>
      </td>
      <td className="truncate pr-3 font-mono text-muted max-wide:order-last max-wide:w-full" title={shell}>
        {shell}
      </td>
      <td className="text-muted">
        <TimeAgo at={createdAt} />
      </td>
      <td className="pr-3 text-right text-muted tabular-nums max-wide:hidden">
        {outcome ? toDurationWords(outcome.durationMs) : ""}
      </td>
      <td className="max-wide:ml-auto">
        <span className="flex justify-end gap-1">
          <CopyButton text={shell} label={`Copy the command of run ${id}`} className="max-wide:hidden" />
          {state === "ended" && !canGoOn(run) ? (
            <RepeatButton run={run} variant="ghost" aria-label={`Repeat run ${id}`} />
          ) : (
            <RunActions run={run} />
          )}
        </span>
      </td>
    </tr>
  );
}
