"use client";

import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { CancelButton } from "./cancel-button.tsx";
import { DeedButton } from "./deed-button.tsx";
import { canGoOn } from "./going-on.ts";
import { RepeatButton } from "./repeat-button.tsx";

type RunActionsProps = {
  run: RunRecord;
  /** Whether there is room to give it up as well. */
  canGiveUp?: boolean;
  onResumed?: (run: RunRecord) => void;
};

/** What makes sense to do about a run now. */
export function RunActions({ run, canGiveUp = false, onResumed }: RunActionsProps) {
  const { id, state, pausable, asked, outcome, progress } = run;
  if (state !== "ended")
    return (
      <>
        {state === "running" && progress?.asksAgain && asked === undefined && (
          <DeedButton id={id} deed="tryNow" />
        )}
        {pausable && <DeedButton id={id} deed="pause" isAsked={asked === "pause"} />}
        <CancelButton id={id} isAsked={asked === "cancel"} />
      </>
    );
  if (!canGoOn(run)) return <RepeatButton run={run} aria-label={`Repeat run ${id}`} />;
  const isStopped = outcome?.kind !== "exited";
  const isGivable = canGiveUp && outcome?.kind !== "cancelled";
  return (
    <>
      {isGivable && <DeedButton id={id} deed="giveUp" variant="ghost" />}
      <DeedButton id={id} deed={isStopped ? "resume" : "retry"} onDone={onResumed} />
    </>
  );
}
