"use client";

import { useCallback, useEffect, useState } from "react";
import { useSWRConfig } from "swr";
import { endOf, startWatchedRun, type Wanted } from "#components/command/run-steps.ts";
import { type Undo, undoRun } from "#components/command/undo-run.ts";
import { hintOf, reasonOf } from "#components/run/fault-words.ts";
import { succeeded } from "#components/run/outcome-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { EditCommand } from "./edit-commands.ts";
import { refusalWords, type SaveFault } from "./refusal-words.ts";

export type EditState =
  | { stage: "looking" }
  | { stage: "ready"; warnings: readonly string[]; blocked?: SaveFault | undefined }
  | { stage: "saving"; done: number }
  | ({ stage: "failed"; done: number } & SaveFault);

type RunEnd = SaveFault & {
  ok: boolean;
  warnings: readonly string[];
  isBlocked?: boolean;
  plan?: string | undefined;
  undo?: Undo | undefined;
};

async function runToEnd(wanted: Wanted): Promise<RunEnd> {
  const started = await startWatchedRun(wanted);
  if (!started.ok) return { ok: false, ...refusalWords(started.refusal, wanted.input), warnings: [] };
  const ended = await endOf(started.value);
  started.value.close();
  if (!ended.ok) return { ok: false, ...refusalWords(ended.refusal, wanted.input), warnings: [] };
  const { outcome, plan } = ended.value;
  const obstacle = plan?.blocked[0];
  const lines = started.value.buffer.lines();
  return {
    ok: succeeded(outcome),
    says: obstacle ? `${obstacle.what}: ${obstacle.why}.` : reasonOf(outcome, lines),
    hint: obstacle ? "Close this and look at the fields again." : hintOf(lines),
    warnings: plan?.warnings ?? [],
    isBlocked: obstacle !== undefined,
    plan: plan?.id,
    undo: outcome.result?.undo,
  };
}

const rehearse = ({ command, input }: EditCommand) =>
  runToEnd({ command, input: { ...input, dryRun: true } });

/** A plan is made of the registry as it is, so each is made after the command before it has been saved. */
async function apply(wanted: EditCommand): Promise<RunEnd> {
  const rehearsed = await rehearse(wanted);
  if (!rehearsed.ok || rehearsed.isBlocked) return { ...rehearsed, ok: false };
  const { command, input } = wanted;
  return runToEnd({ command, input: { ...input, apply: true }, plan: rehearsed.plan });
}

/** Rehearses the commands of an edit, then runs them one after the other; what is saved can be taken back. */
export function useEditRuns(commands: readonly EditCommand[], onSaved: () => void) {
  const [state, setState] = useState<EditState>({ stage: "looking" });
  const { mutate } = useSWRConfig();
  const { toast } = useToast();
  const [asked] = useState(commands);
  const refresh = useCallback(
    () => mutate((key) => typeof key === "string" && key.startsWith("/api/")),
    [mutate],
  );

  useEffect(() => {
    let isWanted = true;
    const look = async () => {
      const ends = await Promise.all(asked.map(rehearse));
      if (!isWanted) return;
      const fault = ends.find(({ ok, isBlocked }) => !ok || isBlocked);
      const blocked = fault && { says: fault.says, hint: fault.hint };
      setState({ stage: "ready", warnings: ends.flatMap(({ warnings }) => warnings), blocked });
      // What stands in the way may have come from elsewhere: look at the model again.
      if (fault) await refresh();
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [asked, refresh]);

  const save = useCallback(async () => {
    const undos: Undo[] = [];
    let summary = "Saved.";
    for (const [done, command] of asked.entries()) {
      setState({ stage: "saving", done });
      const end = await apply(command);
      if (!end.ok) {
        setState({ stage: "failed", says: end.says, hint: end.hint, done });
        await refresh();
        return;
      }
      if (end.undo) undos.unshift(end.undo);
      summary = asked.length === 1 ? end.says : `Saved with ${asked.length} commands.`;
    }
    await refresh();
    const undo = async () => {
      const told = await undoAll(undos);
      toast(told);
      await refresh();
    };
    toast({
      tone: "ok",
      title: summary,
      ...(undos.length > 0 && { action: { label: "Undo", onClick: () => void undo() } }),
    });
    onSaved();
  }, [asked, refresh, toast, onSaved]);
  return { state, save: () => void save() };
}

/** The newest first, so that each finds things as it left them. */
async function undoAll(undos: readonly Undo[]) {
  for (const undo of undos) {
    const undone = await undoRun(undo, async () => undefined);
    if (undone.did === "failed")
      return { tone: "danger", title: undone.refusal.message, description: undone.refusal.hint } as const;
    if (undone.did === "kept")
      return {
        tone: "warning",
        title: "It was kept. Undo it under Activity, where it can be confirmed.",
      } as const;
  }
  return { tone: "ok", title: "Undone" } as const;
}
