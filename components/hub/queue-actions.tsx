"use client";

import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { DeedButton } from "#components/run/deed-button.tsx";
import { canGoOn } from "#components/run/going-on.ts";
import { RepeatButton } from "#components/run/repeat-button.tsx";
import { RunActions } from "#components/run/run-actions.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";
import { madeEntries } from "./made-entries.ts";

type QueueActionsProps = {
  run: RunRecord;
  /** Whether a later run has what this one was after, which leaves nothing to go on with. */
  isOvertaken?: boolean | undefined;
};

/** What can be done about a row of the queue. */
export function QueueActions({ run, isOvertaken = false }: QueueActionsProps) {
  const { id, outcome } = run;
  if (!outcome || !canGoOn(run)) {
    const [entry] = madeEntries(run);
    return (
      <>
        {entry !== undefined && (
          <LinkButton size="sm" href={paths.model(entry)}>
            Show in Browse
          </LinkButton>
        )}
        <RunActions run={run} />
      </>
    );
  }
  if (isOvertaken)
    return outcome.kind === "cancelled" ? (
      <RepeatButton run={run} aria-label={`Repeat run ${id}`} />
    ) : (
      <DeedButton id={id} deed="giveUp" variant="ghost" />
    );
  if (outcome.kind !== "paused") return <RunActions run={run} canGiveUp />;
  // Resume stands where Pause stood, so that a second press there takes nothing away.
  return (
    <>
      <DeedButton id={id} deed="resume" />
      <DeedButton id={id} deed="giveUp" variant="ghost" />
    </>
  );
}
