"use client";

import { lazy, Suspense, useEffect, useRef } from "react";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { foundFaults, succeeded, summaryWords } from "#components/run/outcome-words.ts";
import { RunBox } from "#components/run/run-box.tsx";
import type { RunWatch } from "#components/run/run-watch.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { takeLostFocus } from "#components/ui/take-lost-focus.ts";
import { useToast } from "#components/ui/toast.tsx";
import { toDurationWords, toNumberWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { OutcomeAlert } from "./outcome-alert.tsx";
import { ReportTable } from "./report-table.tsx";
import { SavePrinted } from "./save-printed.tsx";
import { useUndo } from "./use-undo.tsx";

const ImportDownloads = lazy(() =>
  import("#components/hub/import-downloads.tsx").then(({ ImportDownloads }) => ({
    default: ImportDownloads,
  })),
);

const PlanView = lazy(() => import("./plan-view.tsx").then(({ PlanView }) => ({ default: PlanView })));

/** Most reports are of things to look at; few name downloads, and only those need the part that starts them. */
const hasDownloads = (report: unknown): boolean =>
  typeof report === "object" && report !== null && "downloads" in report;

type OutcomePanelProps = {
  title: string;
  watch: RunWatch;
  outcome: RunOutcome;
  isDeed: boolean;
  /** Whoever just answered a question, or has a dialog before them, is looking; only they need no message. */
  isSeen: boolean;
  /** What would happen, of a run that was to show that. */
  shows?: Plan | undefined;
};

/** How it ended: what was done, what was kept, and the way back. */
export function OutcomePanel({ title, watch, outcome, isDeed, isSeen, shows }: OutcomePanelProps) {
  const { result } = outcome;
  const isDone = succeeded(outcome);
  const summary = result ? summaryWords(result.summary) : shows?.summary;
  const isFound = foundFaults(outcome);
  const undoing = useUndo(result?.undo);
  useDoneToast({
    isShown: isDeed && isDone && !isSeen,
    title: summary ?? title,
    undo: result?.undo && undoing.undo,
    isUndone: undoing.state !== "idle",
  });
  const place = useComeForward();
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="flex min-w-0 flex-col gap-3 rounded-md scroll-mt-28 scroll-mb-20"
    >
      {(isFound || (isDeed && isDone)) && (
        <OutcomeAlert
          outcome={outcome}
          undoing={undoing}
          actions={
            <LinkButton size="sm" variant="ghost" href={paths.run(watch.id)}>
              Log
            </LinkButton>
          }
        >
          <span className="text-muted text-sm">{factsOf(watch.id, outcome)}</span>
        </OutcomeAlert>
      )}
      {!isDeed && isDone && summary && <p className="font-medium">{summary}</p>}
      {shows && (
        <Suspense>
          <PlanView plan={shows} />
        </Suspense>
      )}
      {isDone && hasDownloads(result?.report) && (
        <Suspense>
          <ImportDownloads report={result?.report} />
        </Suspense>
      )}
      {isDone && <SavePrinted run={watch.id} report={result?.report} />}
      <ReportTable report={result?.report} />
      {!isFound && !(isDeed && isDone) && (
        <RunBox
          watch={watch}
          title={title}
          opens={(result?.report ?? shows) !== undefined ? "when asked" : isDeed ? "on failure" : "always"}
        />
      )}
      {undoing.dialog}
    </div>
  );
}

const factsOf = (id: string, { durationMs, result }: RunOutcome): string =>
  [
    `Run #${id} took ${toDurationWords(durationMs)}`,
    result?.backup && `backup ${result.backup}`,
    result?.trashItems
      ? `${toNumberWords(result.trashItems)} items put into the trash`
      : result?.trash && `trash item ${result.trash}`,
  ]
    .filter(Boolean)
    .join(" · ");

/**
 * What was asked for comes into sight. The button that was pressed is gone by now: whoever uses the keyboard goes on
 * from here, not from the top.
 */
function useComeForward() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    takeLostFocus(place.current);
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return place;
}

type DoneToast = { isShown: boolean; title: string; undo?: (() => void) | undefined; isUndone: boolean };

/** What was done is said once, wherever the person looks by then, and no longer once it is taken back. */
function useDoneToast({ isShown, title, undo, isUndone }: DoneToast) {
  const { toast } = useToast();
  const takeAway = useRef<() => void>(undefined);
  useEffect(() => {
    if (!isShown || takeAway.current) return;
    takeAway.current = toast({
      ...{ tone: "ok", title },
      ...(undo && { action: { label: "Undo", onClick: undo } }),
    });
  }, [isShown, title, undo, toast]);
  useEffect(() => {
    if (isUndone) takeAway.current?.();
  }, [isUndone]);
}
