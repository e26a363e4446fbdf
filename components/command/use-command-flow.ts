"use client";

import { type Dispatch, type RefObject, useCallback, useEffect, useReducer, useRef } from "react";
import { useSWRConfig } from "swr";
import type { Refusal } from "#components/run/ask-api.ts";
import { succeeded } from "#components/run/outcome-words.ts";
import { type Flow, type FlowEvent, formFlow, nextFlow } from "./command-flow.ts";
import { type CommandInput, type CommandView, deedOf, plansFirst, rehearsalOf } from "./command-view.ts";
import { previewDeed, type Wanted } from "./run-steps.ts";
import { useToldRuns } from "./use-told-runs.ts";

export type CommandSteps = {
  flow: Flow;
  /** Shows what another input would do; the input follows. */
  rehearse: (input: CommandInput) => void;
  /** The first button: rehearses what needs a plan, runs at once what only reads. */
  begin: () => void;
  apply: () => void;
  confirm: (phrase?: string) => void;
  drop: () => void;
  changeForm: () => void;
};

/** Carries a person through a command: form, plan, confirmation, run, outcome. */
export function useCommandFlow(view: CommandView, input: CommandInput): CommandSteps {
  const [flow, tell] = useReducer(nextFlow, formFlow);
  const hasMovedWords = useMovedWords(input);
  const { rehearse, run } = useFlowRuns({ view, input, hasMovedWords, tell });
  const isAsking = flow.stage === "confirming" || flow.stage === "confirming at once";
  const planId = flow.stage === "plan" || flow.stage === "confirming" ? flow.plan?.id : undefined;
  const token = isAsking ? flow.asked.token : undefined;

  const isAskedOnce = useRef(false);

  async function askThenRun() {
    tell({ happened: "deed asked" });
    const preview = await previewDeed(plansFirst(view, input) ? view : { name: view.name }, input, planId);
    if (!preview.ok) return tell({ happened: "refused", refusal: preview.refusal });
    const { confirmation: asked } = preview.value;
    const isAsked = asked.asks === "checkbox" || asked.asks === "phrase";
    if (!isAsked) return run({ plan: planId });
    return hasMovedWords()
      ? tell({ happened: "refused", refusal: movedWords })
      : tell({ happened: "confirmation asked", asked });
  }

  function confirm(phrase?: string) {
    const confirmation = token === undefined ? undefined : { token, ...(phrase !== undefined && { phrase }) };
    return run({ plan: planId, confirmation });
  }

  return {
    flow,
    rehearse: (other) => void rehearse(false, other),
    begin: () => void (plansFirst(view, input) ? rehearse(false) : once(isAskedOnce, askThenRun)),
    apply: () => void once(isAskedOnce, askThenRun),
    confirm: (phrase) => void confirm(phrase),
    drop: () => tell({ happened: "confirmation dropped" }),
    changeForm: useCallback(() => tell({ happened: "form changed" }), []),
  };
}

const movedWords: Refusal = {
  code: "stale-plan",
  message: "Nothing was done: what was asked for changed after the button was pressed.",
  hint: "Press it again for what stands in the form now.",
};

/** Whether another input than this one is asked for by now. */
function useMovedWords(input: CommandInput): () => boolean {
  const now = useRef(input);
  useEffect(() => {
    now.current = input;
  });
  return () => JSON.stringify(now.current) !== JSON.stringify(input);
}

/** A second press of the button is the same press. */
async function once(isAsked: RefObject<boolean>, deed: () => Promise<void>): Promise<void> {
  if (isAsked.current) return;
  isAsked.current = true;
  await deed().finally(() => {
    isAsked.current = false;
  });
}

const isStale = (code: string) => code === "stale-plan" || code === "no-plan";

type FlowRuns = {
  view: CommandView;
  input: CommandInput;
  hasMovedWords: () => boolean;
  tell: Dispatch<FlowEvent>;
};

/** The two runs of a command: the one that shows what would happen, and the one that does it. */
function useFlowRuns({ view, input, hasMovedWords, tell }: FlowRuns) {
  const { mutate } = useSWRConfig();
  const runTold = useToldRuns(tell);

  async function rehearse(hasMoved: boolean, wanted = input): Promise<void> {
    tell({ happened: "rehearsal asked", hasMoved });
    const ended = await runTold({ command: view.name, input: rehearsalOf(view, wanted) });
    if (!ended.ok) return tell({ happened: "refused", refusal: ended.refusal });
    const { watch, outcome, plan } = ended.value;
    return succeeded(outcome)
      ? tell({ happened: "rehearsed", watch, plan })
      : tell({ happened: "ended", watch, outcome });
  }

  async function run(more: Pick<Wanted, "plan" | "confirmation">): Promise<void> {
    tell({ happened: "run asked" });
    const deed = plansFirst(view, input) ? deedOf(view, input) : input;
    const ended = await runTold({ command: view.name, input: deed, ...more });
    const isStaleHere = !ended.ok && more.plan !== undefined && isStale(ended.refusal.code);
    if (isStaleHere && !hasMovedWords()) return rehearse(true);
    if (!ended.ok) return tell({ happened: "refused", refusal: ended.refusal });
    const { watch, outcome, plan } = ended.value;
    const hasMoved = plan !== undefined && more.plan !== undefined && plan.id !== more.plan;
    if (hasMoved && !succeeded(outcome) && !hasMovedWords()) return rehearse(true);
    const isShown = view.rehearsal !== undefined && deed[view.rehearsal] === true;
    tell({ happened: "ended", watch, outcome, ...(isShown && plan && { shows: plan }) });
    // The next press need not wait until all that is shown was read anew.
    void mutate((key) => typeof key === "string" && key.startsWith("/api/"));
  }

  return { rehearse, run };
}
