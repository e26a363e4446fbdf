"use client";

import { Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { succeeded, summaryWords } from "#components/run/outcome-words.ts";
import { RunBox } from "#components/run/run-box.tsx";
import type { RunWatch } from "#components/run/run-watch.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { toDurationWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { ReportTable } from "./report-table.tsx";
import { useUndo } from "./use-undo.tsx";

type OutcomePanelProps = {
  title: string;
  watch: RunWatch;
  outcome: RunOutcome;
  isDeed: boolean;
  /** Someone who just answered a question is looking; only they need no message. */
  wasAsked: boolean;
};

/** How it ended: what was done, what was kept, and the way back. */
export function OutcomePanel({ title, watch, outcome, isDeed, wasAsked }: OutcomePanelProps) {
  const { result } = outcome;
  const isDone = succeeded(outcome);
  const summary = result && summaryWords(result.summary);
  const { undo, state, dialog } = useUndo(result?.undo);
  useDoneToast({
    isShown: isDeed && isDone && !wasAsked,
    title: summary ?? title,
    undo: result?.undo && undo,
  });
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {isDeed && isDone && (
        <Alert
          tone="ok"
          title={summary ?? `${title}: done`}
          actions={
            <>
              {result?.undo && (
                <Button
                  size="sm"
                  icon={<Undo2 aria-hidden="true" />}
                  busy={state === "undoing"}
                  disabled={state === "undone"}
                  onClick={undo}
                >
                  <span>{state === "undone" ? "Undone" : "Undo"}</span>
                </Button>
              )}
              <LinkButton size="sm" variant="ghost" href={paths.run(watch.id)}>
                Log
              </LinkButton>
            </>
          }
        >
          <span className="text-muted text-sm">
            {[
              `Run #${watch.id} took ${toDurationWords(outcome.durationMs)}`,
              result?.backup && `backup ${result.backup}`,
              result?.trash && `trash item ${result.trash}`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </Alert>
      )}
      {!(isDeed && isDone) && summary && <p className="font-medium">{summary}</p>}
      <ReportTable report={result?.report} />
      {!(isDeed && isDone) && (
        <RunBox
          watch={watch}
          title={title}
          opens={result?.report !== undefined ? "when asked" : isDeed ? "on failure" : "always"}
        />
      )}
      {dialog}
    </div>
  );
}

type DoneToast = { isShown: boolean; title: string; undo?: (() => void) | undefined };

/** What was done is said once, wherever the person looks by then. */
function useDoneToast({ isShown, title, undo }: DoneToast) {
  const { toast } = useToast();
  const isSaid = useRef(false);
  useEffect(() => {
    if (!isShown || isSaid.current) return;
    isSaid.current = true;
    toast({ tone: "ok", title, ...(undo && { action: { label: "Undo", onClick: undo } }) });
  }, [isShown, title, undo, toast]);
}
