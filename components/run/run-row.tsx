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
import { RunRowUndo } from "./run-row-undo.tsx";
import { RunStateBadge } from "./run-state-badge.tsx";
import { useUndoneBy } from "./use-undone-by.ts";

/** One run of the history: a row where there is room, two lines where there is not, and three on a phone. */
export function RunRow({ run, title }: { run: RunRecord; title: string }) {
  const { id, shell, createdAt, outcome, state } = run;
  const undone = useUndoneBy(run);
  return (
    <tr className="h-9 border-line border-b hover:bg-surface-2 max-wide:flex max-sm:grid max-wide:h-auto max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-wide:flex-wrap max-wide:items-center max-wide:gap-x-3 max-wide:gap-y-1 max-wide:py-2">
      <td className="max-sm:order-2">
        <RunStateBadge run={run} undone={undone} />
      </td>
      <td className="min-w-0 truncate pr-3 max-sm:order-1 max-sm:col-span-2 max-wide:pr-0">
        <Link href={paths.run(id)} className="font-medium hover:text-accent hover:underline">
          {title} <span className="font-mono font-normal text-muted">#{id}</span>
        </Link>
      </td>
      <td
        className="pr-3 font-mono text-muted max-sm:order-3 max-sm:col-span-3 max-wide:order-last max-wide:w-full max-wide:min-w-0 max-wide:pr-0"
        title={shell}
      >
        <ShellLine shell={shell} />
      </td>
      <td className="text-muted max-sm:order-4">
        <TimeAgo at={createdAt} />
      </td>
      <td className="pr-3 text-right text-muted tabular-nums max-wide:hidden">
        {outcome ? toDurationWords(outcome.durationMs) : ""}
      </td>
      <td className="max-sm:order-5 max-sm:col-span-2 max-wide:ml-auto">
        <span className="flex justify-end gap-1">
          <CopyButton
            text={shell}
            label={`Copy the command of run ${id}`}
            className="max-xl:[&>span]:sr-only max-wide:hidden"
          />
          <RunRowUndo run={run} undone={undone} />
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

/** What a command is about stands last in it, so that its line is cut in the middle. */
function ShellLine({ shell }: { shell: string }) {
  const dashes = shell.lastIndexOf(" -- ");
  const end = dashes < 0 ? shell.length : dashes;
  return (
    <span className="flex min-w-0">
      <span className="min-w-0 truncate">{shell.slice(0, end)}</span>
      {end < shell.length && (
        <span className="max-w-3/4 shrink-0 truncate whitespace-pre">{shell.slice(end)}</span>
      )}
    </span>
  );
}
