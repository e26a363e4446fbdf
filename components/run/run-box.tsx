"use client";

import { type SyntheticEvent, useState } from "react";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { StatusBox } from "#components/ui/status-box.tsx";
import { toDurationWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { plainTextOf } from "./ansi-spans.ts";
import { CancelButton } from "./cancel-button.tsx";
import { LastLines } from "./last-lines.tsx";
import { lineThatMatters } from "./line-that-matters.ts";
import { foundFaults, meaningOf, succeeded } from "./outcome-words.ts";
import { progressWords, shareOf } from "./progress-words.ts";
import type { RunWatch, Watched } from "./run-watch.ts";
import { useWatched } from "./use-run-watch.ts";

type RunBoxProps = {
  watch: RunWatch;
  title: string;
  /** A run that prints what it was run for is open; one whose report stands above it is closed. */
  opens?: "always" | "on failure" | "when asked";
};

function stateOf({ outcome, startedAt }: Watched) {
  if (!outcome) return startedAt === undefined ? "waiting" : "running";
  if (succeeded(outcome)) return "done";
  return foundFaults(outcome) ? "found" : "failed";
}

function labelOf(title: string, { outcome, startedAt, progress }: Watched): string {
  if (!outcome)
    return progress ? progressWords(progress) : startedAt === undefined ? `${title} waits its turn` : title;
  const took = toDurationWords(outcome.durationMs);
  return succeeded(outcome) || foundFaults(outcome)
    ? `${title} · done in ${took}`
    : `${title} · failed after ${took}`;
}

/** A run where it was started: one line while all is well, open when it is not. */
export function RunBox({ watch, title, opens = "on failure" }: RunBoxProps) {
  const watched = useWatched(watch);
  const { outcome, progress, lines } = watched;
  const state = stateOf(watched);
  const [choice, setChoice] = useState<boolean>();
  const isOpen = choice ?? (opens === "always" || (opens === "on failure" && state === "failed"));
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
      {progress && !outcome && <ProgressBar value={shareOf(progress)} label={title} />}
      {state === "failed" && outcome && <Fault watch={watch} outcome={outcome} />}
      <LastLines watch={watch} lines={lines} isWhole={opens === "always"} />
      <div className="flex flex-wrap gap-2">
        <LinkButton size="sm" href={paths.run(watch.id)}>
          Open the log
        </LinkButton>
        {!outcome && <CancelButton id={watch.id} />}
      </div>
    </StatusBox>
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
