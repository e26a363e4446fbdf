"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { EffectBadge } from "#components/command/effect-badge.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toDurationWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { isGivenUp } from "./going-on.ts";
import { PartialKept } from "./partial-kept.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunStateBadge } from "./run-state-badge.tsx";
import type { UndoneBy } from "./undone-by.ts";

type RunHeadProps = {
  run: RunRecord;
  undone: UndoneBy | undefined;
  title: string;
  changes: string | undefined;
};

/** What it is, how it stands, when and how long, and the one thing to do about it. */
export function RunHead({ run, undone, title, changes }: RunHeadProps) {
  const router = useRouter();
  const { id, outcome, startedAt, createdAt, effect } = run;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h2 className="font-semibold text-lg">
        {title} <span className="font-mono font-normal text-base text-muted">#{id}</span>
      </h2>
      <RunStateBadge run={run} undone={undone} />
      <EffectBadge effect={effect} changes={changes} />
      <span className="text-muted">
        <TimeAgo at={startedAt ?? createdAt} />
        {outcome && ` · took ${toDurationWords(outcome.durationMs)}`}
      </span>
      <div className="ml-auto flex gap-2">
        <RunActions run={run} canGiveUp onResumed={(next) => router.push(paths.run(next.id))} />
      </div>
      <Chain run={run} undone={undone} />
    </div>
  );
}

/** The runs before and after it, where it is one of a chain, and what it left. */
function Chain({ run, undone }: Pick<RunHeadProps, "run" | "undone">) {
  const { resumes, resumedBy, setAside } = run;
  const isLeft = setAside && !isGivenUp(run);
  const link = (id: string) => (
    <Link href={paths.run(id)} className="font-mono text-accent underline">
      #{id}
    </Link>
  );
  if (resumes === undefined && resumedBy === undefined && !isLeft && run.outcome === undefined) return null;
  return (
    <p className="flex w-full flex-wrap gap-x-3 text-muted text-sm empty:hidden">
      {resumes !== undefined && <span>Goes on from {link(resumes)}</span>}
      {resumedBy !== undefined && <span>Resumed as {link(resumedBy)}</span>}
      {isLeft && <span>Given up</span>}
      {undone && (
        <span>
          {undone.isWhole ? "Undone by" : "Undone in part by"} {link(undone.id)}
        </span>
      )}
      <PartialKept run={run} />
    </p>
  );
}
