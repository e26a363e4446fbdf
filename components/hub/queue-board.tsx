"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { readApi } from "#components/run/ask-api.ts";
import { isJustPaused, isOvertaken, isTakenUpSoon } from "#components/run/going-on.ts";
import { NoticesSwitch } from "#components/shell/notices-switch.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";
import { queueGroupsOf } from "./queue-groups.ts";
import { queueKey } from "./queue-key.ts";
import { QueueMoves } from "./queue-moves.tsx";
import { QueueRow } from "./queue-row.tsx";

type RunsAnswer = { runs: RunRecord[] };

const whileMovingMs = 1_000;

/** Whether it stands elsewhere before long; looked at once more after that. */
function isMoving(run: RunRecord): boolean {
  const before = Date.now() - whileMovingMs;
  return run.state === "running" || isTakenUpSoon(run, before) || isJustPaused(run, before);
}

type QueueBoardProps = {
  runs: readonly RunRecord[];
  /** When the server looked, so that both sides mean the same day. */
  now: string;
  /** How many go at once, and where that is changed. */
  limit: ReactNode;
};

/** Downloads and imports: those that go, those that wait and in which order, what needs a person, what is done. */
export function QueueBoard({ runs: first, now, limit }: QueueBoardProps) {
  const [at, setAt] = useState(() => new Date(now));
  const { data, error } = useSWR<RunsAnswer, Error>(queueKey, readApi, {
    fallbackData: { runs: [...first] },
    refreshInterval: (latest) => (latest?.runs.some(isMoving) ? whileMovingMs : 0),
    onSuccess: () => setAt(new Date()),
  });
  const [said, say] = useState("");
  const runs = data?.runs ?? first;
  const groups = queueGroupsOf(runs, at);
  const { resuming, going, waiting, paused, attention, done } = groups;
  const movable = waiting.filter(({ state }) => state === "queued");
  const isEmpty = Object.values(groups).every((group) => group.length === 0);
  return (
    <div className="flex min-w-0 max-w-5xl flex-col gap-6">
      {error && <Alert tone="danger" title={error.message} />}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {isEmpty && <NothingQueued />}
      <QueueSection title="Needs attention" runs={attention} among={runs} />
      <QueueSection
        title="In progress"
        runs={[...resuming, ...going]}
        among={runs}
        aside={limit}
        isResuming={(run) => resuming.includes(run)}
      />
      <QueueSection
        title="Waiting"
        runs={waiting}
        among={runs}
        aside={resuming.length + going.length === 0 ? limit : undefined}
        movesOf={(run) => movable.includes(run) && <QueueMoves run={run} waiting={movable} onSay={say} />}
      />
      <QueueSection title="Paused" runs={paused} among={runs} />
      <QueueSection title="Done today" runs={done} among={runs} max={doneMax} />
      <NoticesSwitch />
    </div>
  );
}

/** More are told by the list of all runs. */
const doneMax = 10;

type QueueSectionProps = {
  title: string;
  runs: readonly RunRecord[];
  /** All that is known, to tell what a later run has made needless. */
  among: readonly RunRecord[];
  max?: number;
  aside?: ReactNode;
  movesOf?: (run: RunRecord) => ReactNode;
  isResuming?: (run: RunRecord) => boolean;
};

/** With nothing in it there is nothing to say. */
function QueueSection({
  title,
  runs,
  among,
  max = runs.length,
  aside,
  movesOf,
  isResuming,
}: QueueSectionProps) {
  if (runs.length === 0) return null;
  const more = runs.length - max;
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold text-lg">{title}</h2>
        <span className="text-muted tabular-nums">{runs.length}</span>
        <span className="ml-auto text-muted text-sm">{aside}</span>
      </div>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface-1">
        {runs.slice(0, max).map((run) => (
          <QueueRow
            key={run.id}
            run={run}
            moves={movesOf?.(run)}
            isResuming={isResuming?.(run)}
            isOvertaken={isOvertaken(run, among)}
          />
        ))}
      </ul>
      {more > 0 && (
        <Link href={paths.runs()} className="self-start rounded-sm text-accent text-sm hover:underline">
          {more} more among all runs
        </Link>
      )}
    </section>
  );
}

function NothingQueued() {
  return (
    <Empty
      title="Nothing is being fetched."
      actions={
        <>
          <LinkButton href={paths.download()}>Download a model</LinkButton>
          <LinkButton href={paths.downloadScan()}>Scan a folder</LinkButton>
          <LinkButton href={paths.runs()}>Earlier runs</LinkButton>
        </>
      }
    >
      Downloads and imports stand here in their order. They go on when this page, the console or the machine
      is restarted.
    </Empty>
  );
}
