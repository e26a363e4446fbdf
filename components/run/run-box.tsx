"use client";

import { useRouter } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import useSWR from "swr";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { StatusBox } from "#components/ui/status-box.tsx";
import { toDurationWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { plainTextOf } from "./ansi-spans.ts";
import { readApi } from "./ask-api.ts";
import { LastLines } from "./last-lines.tsx";
import { lineThatMatters } from "./line-that-matters.ts";
import { foundFaults, meaningOf, moodOf, moodWords, type RunMood, succeeded } from "./outcome-words.ts";
import { progressWords } from "./progress-words.ts";
import { RunActions } from "./run-actions.tsx";
import { RunProgress } from "./run-progress.tsx";
import type { RunWatch, Watched } from "./run-watch.ts";
import { useWatched } from "./use-run-watch.ts";

type RunBoxProps = {
  watch: RunWatch;
  title: string;
  /** A run that prints what it was run for is open; one whose report stands above it is closed. */
  opens?: "always" | "on failure" | "when asked";
};

/** The same word as everywhere else for how a run ended. */
function stateOf({ outcome, startedAt }: Watched) {
  if (!outcome) return startedAt === undefined ? "waiting" : "running";
  return moodOf({ state: "ended", outcome });
}

function labelOf(title: string, watched: Watched): string {
  const { outcome, startedAt, progress } = watched;
  if (!outcome)
    return progress ? progressWords(progress) : startedAt === undefined ? `${title} waits its turn` : title;
  const took = toDurationWords(outcome.durationMs);
  return succeeded(outcome) || foundFaults(outcome)
    ? `${title} · done in ${took}`
    : `${title} · ${moodWords[stateOf(watched)].toLowerCase()} after ${took}`;
}

const isFault = (state: RunMood): boolean => state === "failed" || state === "interrupted";

/** A run where it was started: one line while all is well, open when it is not. */
export function RunBox({ watch, title, opens = "on failure" }: RunBoxProps) {
  const watched = useWatched(watch);
  const { outcome, progress, lines } = watched;
  const state = stateOf(watched);
  const [choice, setChoice] = useState<boolean>();
  const isOpen = choice ?? (opens === "always" || (opens === "on failure" && isFault(state)));
  return (
    <StatusBox
      state={state}
      label={labelOf(title, watched)}
      aside={<span className="font-mono text-muted text-sm">#{watch.id}</span>}
      open={isOpen}
      onToggle={(event: SyntheticEvent<HTMLDetailsElement>) => {
        if (event.currentTarget.open !== isOpen) setChoice(event.currentTarget.open);
      }}
    >
      {progress && !outcome && <RunProgress progress={progress} label={title} hasWords={false} />}
      {isFault(state) && outcome && <Fault watch={watch} outcome={outcome} />}
      {state === "cancelled" && outcome && <p className="text-muted">{meaningOf(outcome)}</p>}
      <LastLines watch={watch} lines={lines} hasEnded={outcome !== undefined} isWhole={opens === "always"} />
      <div className="flex flex-wrap gap-2">
        <LinkButton size="sm" href={paths.run(watch.id)}>
          Open the log
        </LinkButton>
        <BoxActions watched={watched} id={watch.id} />
      </div>
    </StatusBox>
  );
}

/** What can be done now; of a run that ended, only to go on with it. */
function BoxActions({ id, watched }: { id: string; watched: Watched }) {
  const router = useRouter();
  const { data: run } = useSWR<RunRecord, Error>(api.run(id), readApi);
  const { outcome } = watched;
  if (!run || (outcome && outcome.kind !== "paused")) return null;
  return (
    <RunActions
      run={outcome ? { ...run, outcome, state: "ended" } : run}
      onResumed={(next) => router.push(paths.run(next.id))}
    />
  );
}

function Fault({ watch, outcome }: { watch: RunWatch; outcome: RunOutcome }) {
  const line = lineThatMatters(watch.buffer.lines());
  return (
    <div className="flex flex-col gap-1 border-danger border-l-2 pl-3">
      {line && <p className="break-words font-mono text-danger text-sm">{plainTextOf(line.text)}</p>}
      <p className="text-muted">{meaningOf(outcome, line !== undefined)}</p>
    </div>
  );
}
