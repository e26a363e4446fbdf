"use client";

import { useEffect, useMemo, useRef } from "react";
import { succeeded } from "#components/run/outcome-words.ts";
import type { Flow } from "./command-flow.ts";
import type { CommandInput, CommandView } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { useCommandWork } from "./use-command-work.ts";

export type Standing = "idle" | "planning" | "running" | "done";

type InlineCommandProps = {
  view: CommandView;
  input: CommandInput;
  /** Told when it begins to do what its plan said and once it has, with the input that this is. */
  onStanding?: (standing: Standing, input: CommandInput) => void;
};

/** A command whose input a list has already chosen: no form, only its words, its plan and its run. */
export function InlineCommand({ view, input: given, onStanding }: InlineCommandProps) {
  const inputText = JSON.stringify(given);
  const input = useMemo<CommandInput>(() => JSON.parse(inputText), [inputText]);
  const work = useCommandWork(view, input);
  useStanding(work.flow, input, onStanding);
  return (
    <form
      className="flex min-w-0 flex-col gap-4 rounded-md border border-line p-4"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 font-medium">{view.title}</h3>
        <EffectBadge effect={view.effect} changes={view.changes} />
      </div>
      <CommandWork view={view} input={input} work={work} />
    </form>
  );
}

function standingOf(flow: Flow): Standing {
  if (flow.stage === "running" || (flow.stage === "plan" && flow.isAsked)) return "running";
  if (flow.stage === "outcome") return flow.rehearsed && succeeded(flow.outcome) ? "done" : "idle";
  return flow.stage === "form" ? "idle" : "planning";
}

/** What is done is what was asked for when it began, whatever is typed meanwhile. */
function useStanding(flow: Flow, input: CommandInput, onStanding: InlineCommandProps["onStanding"]): void {
  const now = useRef({ input, onStanding });
  const asked = useRef(input);
  const standing = standingOf(flow);
  useEffect(() => {
    now.current = { input, onStanding };
  });
  useEffect(() => {
    if (standing === "running") asked.current = now.current.input;
    now.current.onStanding?.(standing, asked.current);
  }, [standing]);
}
