"use client";

import { useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useSWRConfig } from "swr";
import type { Confirmation } from "#cli-bridge/protocol/run-request.ts";
import { useToast } from "#components/ui/toast.tsx";
import { paths } from "#lib/paths.ts";
import { consequenceOf } from "./consequence.ts";
import { type Question, type Undo, undoRun } from "./undo-run.ts";

const ConfirmRun = lazy(() =>
  import("./confirm-run.tsx").then(({ ConfirmRun }) => ({ default: ConfirmRun })),
);

type Open = { question: Question; answer: (confirmation: Confirmation | undefined) => void };
export type UndoState = "idle" | "undoing" | "undone";

/** A way back for a run, with the question it may have to ask. */
export function useUndo(undo: Undo | undefined): { undo: () => void; state: UndoState; dialog: ReactNode } {
  const { toast } = useToast();
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const [state, setState] = useState<UndoState>("idle");
  const [open, setOpen] = useState<Open>();

  const start = useCallback(async () => {
    if (!undo) return;
    setState("undoing");
    const undone = await undoRun(undo, (question) => new Promise((answer) => setOpen({ question, answer })));
    setOpen(undefined);
    setState(undone.did === "undone" ? "undone" : "idle");
    if (undone.did === "undone") toast({ tone: "ok", title: "Undone", description: undone.summary });
    if (undone.did === "failed") {
      const { code, message, hint } = undone.refusal;
      const run = code === "blocked" && typeof undo.input.run === "string" ? undo.input.run : undefined;
      toast({
        ...{ tone: "danger", title: message, description: hint },
        // There the plan can be looked at, and what stands in the way left out.
        ...(run !== undefined && {
          action: { label: "Look at it", onClick: () => router.push(paths.maintenanceBackups({ run })) },
        }),
      });
    }
    await mutate((key) => typeof key === "string" && key.startsWith("/api/"));
  }, [undo, toast, router, mutate]);

  const dialog = open && (
    <Suspense>
      <ConfirmRun
        title={`${open.question.title}?`}
        verb={open.question.verb}
        asked={open.question.asked}
        plan={open.question.plan}
        summary={open.question.plan ? consequenceOf(open.question.plan) : open.question.title}
        onCancel={() => open.answer(undefined)}
        onConfirm={(phrase) =>
          open.answer({ token: open.question.asked.token ?? "", ...(phrase !== undefined && { phrase }) })
        }
      />
    </Suspense>
  );
  return { undo: () => void start(), state, dialog };
}
