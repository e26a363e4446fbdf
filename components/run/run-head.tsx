"use client";

import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { EffectBadge } from "#components/command/effect-badge.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toDurationWords } from "#lib/format.ts";
import { CancelButton } from "./cancel-button.tsx";
import { RepeatButton } from "./repeat-button.tsx";
import { RunStateBadge } from "./run-state-badge.tsx";

/** What it is, how it stands, when and how long, and the one thing to do about it. */
export function RunHead({ run, title }: { run: RunRecord; title: string }) {
  const { id, outcome, startedAt, createdAt, effect, state } = run;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h2 className="font-semibold text-lg">
        {title} <span className="font-mono font-normal text-base text-muted">#{id}</span>
      </h2>
      <RunStateBadge run={run} />
      <EffectBadge effect={effect} />
      <span className="text-muted">
        <TimeAgo at={startedAt ?? createdAt} />
        {outcome && ` · took ${toDurationWords(outcome.durationMs)}`}
      </span>
      <div className="ml-auto flex gap-2">
        {state === "ended" ? <RepeatButton run={run} /> : <CancelButton id={id} />}
      </div>
    </div>
  );
}
