"use client";

import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { meaningOf, succeeded } from "#components/run/outcome-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import type { UndoState } from "./use-undo.tsx";

type OutcomeAlertProps = {
  outcome: RunOutcome;
  undoing: { undo: () => void; state: UndoState };
  /** Beside the way back. */
  actions?: ReactNode;
  children?: ReactNode;
};

/** What a run did or found, in its own words, with the way back where there is one. */
export function OutcomeAlert({ outcome, undoing: { undo, state }, actions, children }: OutcomeAlertProps) {
  const canUndo = outcome.result?.undo !== undefined;
  const tone = succeeded(outcome) ? "ok" : "warning";
  return (
    <Alert
      tone={state === "undone" ? "neutral" : tone}
      title={meaningOf(outcome)}
      {...((canUndo || actions !== undefined) && {
        actions: (
          <>
            {canUndo && (
              <Button
                size="sm"
                icon={<Undo2 aria-hidden="true" />}
                busy={state === "undoing"}
                // Not disabled, which would throw the focus of whoever pressed it to the top of the page.
                aria-disabled={state === "undone" || undefined}
                onClick={state === "undone" ? undefined : undo}
              >
                <span>{state === "undone" ? "Undone" : "Undo"}</span>
              </Button>
            )}
            {actions}
          </>
        ),
      })}
    >
      {children}
    </Alert>
  );
}
