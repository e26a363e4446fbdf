"use client";

import { useEffect, useState } from "react";
import { type Flow, isUnderWay } from "./command-flow.ts";
import { type CommandInput, type CommandView, deedOf, plansFirst, rehearsalOf } from "./command-view.ts";
import { missingOf } from "./form-values.ts";
import { type Choice, type Narrowing, narrowedInput, whole as wholePlan } from "./plan-narrowing.ts";
import { isWorthApplying } from "./run-steps.ts";
import { type CommandSteps, useCommandFlow } from "./use-command-flow.ts";
import { type PreviewState, usePreview } from "./use-preview.ts";

export type CommandWorkState = CommandSteps & {
  preview: PreviewState;
  narrowing: Narrowing;
  /** Makes another plan, without some of what this one has. */
  narrow: (narrowing: Narrowing, kept: readonly string[]) => void;
  /** Another plan than the one shown is being thought of: its words are what the next press makes. */
  isOther: boolean;
  consider: (choice: Choice | undefined) => void;
};

/** Whether the form has all that it asks for, also of what the command could do without. */
type Whole = { isWhole?: boolean };
type Narrowed = { narrowing: Narrowing; input: CommandInput | undefined };

/** The use that the next press of a button would be; while something is under way, what that is. */
export function nextUse(view: CommandView, input: CommandInput, flow: Flow): CommandInput {
  if (!plansFirst(view, input)) return input;
  if (flow.stage === "form" || flow.stage === "rehearsing" || flow.stage === "outcome")
    return rehearsalOf(view, input);
  const plan = flow.stage === "running" ? flow.rehearsed?.plan : "plan" in flow ? flow.plan : undefined;
  if (flow.stage === "plan" && !isWorthApplying(plan)) return rehearsalOf(view, input);
  return { ...deedOf(view, input), ...(plan && { plan: plan.id }) };
}

/** A command at work on one input: its words, its plan and its run. A changed input begins anew. */
export function useCommandWork(
  view: CommandView,
  whole: CommandInput,
  { isWhole = true }: Whole = {},
): CommandWorkState {
  const [narrowed, setNarrowed] = useState<Narrowed>({ narrowing: wholePlan, input: undefined });
  const [choice, consider] = useState<Choice>();
  const input = narrowed.input ?? whole;
  const steps = useCommandFlow(view, input);
  const { flow, changeForm, rehearse } = steps;
  const wholeText = JSON.stringify(whole);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of the input stand for the input.
  useEffect(() => {
    setNarrowed({ narrowing: wholePlan, input: undefined });
    changeForm();
  }, [wholeText, changeForm]);
  // What was left out of a plan that has been carried out is not left out of the next one.
  const isCarriedOut = flow.stage === "outcome" && flow.rehearsed !== undefined;
  useEffect(() => {
    if (isCarriedOut) setNarrowed({ narrowing: wholePlan, input: undefined });
  }, [isCarriedOut]);
  const narrow = (narrowing: Narrowing, kept: readonly string[]) => {
    if (isUnderWay(flow)) return;
    const other = narrowedInput(whole, narrowing, kept);
    setNarrowed({ narrowing, input: other });
    rehearse(other);
  };
  const isComplete = isWhole && missingOf(view.controls, input).length === 0;
  const isNamed = choice !== undefined && choice.kept.length > 0 && flow.stage === "plan";
  const other = isNamed ? narrowedInput(whole, choice.narrowing, choice.kept) : undefined;
  const next = other ? rehearsalOf(view, other) : nextUse(view, input, flow);
  const preview = usePreview(view.name, next, isComplete);
  return {
    ...{ ...steps, preview, narrow, narrowing: narrowed.narrowing },
    ...{ isOther: choice !== undefined, consider },
  };
}
