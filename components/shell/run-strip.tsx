"use client";

import { Ban, CircleCheck, CirclePause, CircleX, TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { DeedButton } from "#components/run/deed-button.tsx";
import { canGoOn } from "#components/run/going-on.ts";
import { foundFaults } from "#components/run/outcome-words.ts";
import { useFault } from "#components/run/use-fault.ts";
import { Button } from "#components/ui/button.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { cn } from "#lib/cn.ts";
import { paths } from "#lib/paths.ts";
import { RunLabel } from "./run-label.tsx";
import { toEndingWords, toFraction, toProgressWords } from "./run-words.ts";
import type { StripChoice } from "./strip-run.ts";
import { useStripRun } from "./use-strip-run.ts";

const icons = {
  running: <Spinner className="text-accent" />,
  failed: <CircleX aria-hidden="true" className="size-4 shrink-0 text-danger" />,
  paused: <CirclePause aria-hidden="true" className="size-4 shrink-0 text-accent" />,
  done: <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />,
  cancelled: <Ban aria-hidden="true" className="size-4 shrink-0 text-muted" />,
} as const;

const attention = <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />;

const words = {
  running: "Running",
  failed: "Failed",
  paused: "Paused",
  done: "Done",
  cancelled: "Cancelled",
} as const;

/** The foot of every page: the one run that matters now. Its X puts the line away and never touches the run. */
export function RunStrip() {
  const { choice, hide } = useStripRun();
  if (choice === undefined) return null;
  return <StripLine choice={choice} onHide={hide} />;
}

/** A pause says how far it had come. */
function endingOf(run: RunRecord, outcome: RunOutcome): string {
  const fraction = outcome.kind === "paused" ? toFraction(run) : undefined;
  return `${toEndingWords(outcome)}${fraction === undefined ? "" : ` at ${Math.floor(fraction * 100)} %`}`;
}

function Standing({ run: { outcome }, phase }: Pick<StripChoice, "run" | "phase">) {
  const standing = outcome?.kind === "cancelled" ? "cancelled" : phase;
  return (
    <>
      {outcome && foundFaults(outcome) ? attention : icons[standing]}
      <span className="sr-only">{words[standing]}:</span>
    </>
  );
}

type StripLineProps = { choice: StripChoice; onHide: () => void };

export function StripLine({ choice: { run, phase, more }, onHide }: StripLineProps) {
  const fault = useFault(phase === "failed" && run.outcome?.kind === "exited" ? run : undefined);
  const says = fault ?? (run.outcome === undefined ? toProgressWords(run) : endingOf(run, run.outcome));
  // A reason is a sentence, and gives way where the line is short; figures never do.
  const isReason = fault !== undefined || (phase === "running" && run.progress?.waitsFor !== undefined);
  return (
    <aside
      data-slot="run-strip"
      data-phase={phase}
      aria-label="The run that matters now"
      className="flex animate-appear items-center gap-3 border-line border-t bg-float px-4 py-2 data-[phase=failed]:border-danger wide:px-6"
    >
      <Standing run={run} phase={phase} />
      <Link
        href={paths.run(run.id)}
        className="flex min-w-0 flex-1 flex-col gap-x-3 rounded-sm hover:underline wide:flex-row wide:items-baseline"
      >
        <span
          className={cn("min-w-0 font-mono text-sm", isReason && "shrink-0 wide:max-w-1/2")}
          title={run.shell}
        >
          <RunLabel run={run} />
        </span>
        <span
          data-live=""
          className={cn("truncate text-muted text-sm", isReason ? "min-w-0" : "shrink-0")}
          title={isReason ? says : undefined}
          role={phase === "failed" ? "alert" : undefined}
        >
          {says}
        </span>
      </Link>
      {phase === "running" && (
        <ProgressBar
          value={toFraction(run)}
          label={`Progress of ${run.command}`}
          className="hidden max-w-48 flex-1 wide:block"
        />
      )}
      <StripDeeds run={run} phase={phase} />
      {more > 0 && (
        <Link
          href={run.lane === "downloads" ? paths.downloadQueue() : paths.runs()}
          className="shrink-0 text-accent text-sm hover:underline"
        >
          {more} more
        </Link>
      )}
      <Button
        variant="ghost"
        size="sm"
        icon={<X aria-hidden="true" />}
        aria-label="Hide this line (the run is left alone)"
        title="Hide this line; the run is left alone"
        onClick={onHide}
      />
    </aside>
  );
}

/** What may be done about the run from any page. */
function StripDeeds({ run, phase }: Pick<StripChoice, "run" | "phase">) {
  const { id, pausable, asked, progress } = run;
  if (phase === "paused") return <DeedButton id={id} deed="resume" />;
  if (phase === "failed") return canGoOn(run) && <DeedButton id={id} deed="retry" />;
  if (phase === "done") return null;
  return (
    <>
      {progress?.asksAgain && asked === undefined && (
        <DeedButton id={id} deed="tryNow" isBare variant="ghost" />
      )}
      {pausable && <DeedButton id={id} deed="pause" isBare isAsked={asked === "pause"} variant="ghost" />}
    </>
  );
}
