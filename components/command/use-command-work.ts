"use client";

import { useEffect } from "react";
import type { Flow } from "./command-flow.ts";
import { type CommandInput, type CommandView, deedOf, plansFirst, rehearsalOf } from "./command-view.ts";
import { missingOf } from "./form-values.ts";
import { type CommandSteps, useCommandFlow } from "./use-command-flow.ts";
import { type PreviewState, usePreview } from "./use-preview.ts";

export type CommandWorkState = CommandSteps & { preview: PreviewState };

/** The use that the next press of a button would be. */
function nextUse(view: CommandView, input: CommandInput, flow: Flow): CommandInput {
  if (!plansFirst(view, input)) return input;
  if (flow.stage === "form" || flow.stage === "rehearsing") return rehearsalOf(view, input);
  const plan = flow.stage === "plan" || flow.stage === "confirming" ? flow.plan : undefined;
  return { ...deedOf(view, input), ...(plan && { plan: plan.id }) };
}

/** A command at work on one input: its words, its plan and its run. A changed input begins anew. */
export function useCommandWork(view: CommandView, input: CommandInput): CommandWorkState {
  const steps = useCommandFlow(view, input);
  const { flow, changeForm } = steps;
  const inputText = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of the input stand for the input.
  useEffect(() => changeForm(), [inputText, changeForm]);
  const isComplete = missingOf(view.controls, input).length === 0;
  const preview = usePreview(view.name, nextUse(view, input, flow), isComplete);
  return { ...steps, preview };
}
