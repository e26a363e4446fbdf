"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { useSWRConfig } from "swr";
import { succeeded } from "#components/run/outcome-words.ts";
import type { RunWatch } from "#components/run/run-watch.ts";
import { type Flow, formFlow, nextFlow } from "./command-flow.ts";
import { type CommandInput, type CommandView, deedOf, plansFirst, rehearsalOf } from "./command-view.ts";
import { endOf, previewDeed, startWatchedRun, type Wanted } from "./run-steps.ts";

export type CommandSteps = {
  flow: Flow;
  /** The first button: rehearses what needs a plan, runs at once what only reads. */
  begin: () => void;
  apply: () => void;
  confirm: (phrase?: string) => void;
  drop: () => void;
  changeForm: () => void;
};

const isStale = (code: string) => code === "stale-plan" || code === "no-plan";

/** Carries a person through a command: form, plan, confirmation, run, outcome. */
export function useCommandFlow(view: CommandView, input: CommandInput): CommandSteps {
  const [flow, tell] = useReducer(nextFlow, formFlow);
  const { mutate } = useSWRConfig();
  const watches = useRef<RunWatch[]>([]);
  useEffect(
    () => () => {
      for (const watch of watches.current) watch.close();
    },
    [],
  );

  const watchRun = useCallback(async (wanted: Wanted) => {
    const answer = await startWatchedRun(wanted);
    if (answer.ok) {
      watches.current.push(answer.value);
      tell({ happened: "run started", watch: answer.value });
    }
    return answer;
  }, []);

  const rehearse = useCallback(
    async (hasMoved: boolean) => {
      tell({ happened: "rehearsal asked", hasMoved });
      const started = await watchRun({ command: view.name, input: rehearsalOf(view, input) });
      if (!started.ok) return tell({ happened: "refused", refusal: started.refusal });
      const ended = await endOf(started.value);
      if (!ended.ok) return tell({ happened: "refused", refusal: ended.refusal });
      const { outcome, plan } = ended.value;
      if (succeeded(outcome)) tell({ happened: "rehearsed", watch: started.value, plan });
      else tell({ happened: "ended", watch: started.value, outcome });
    },
    [view, input, watchRun],
  );

  const run = useCallback(
    async (more: Pick<Wanted, "plan" | "confirmation">) => {
      tell({ happened: "run asked" });
      const isDeed = plansFirst(view, input);
      const started = await watchRun({
        command: view.name,
        input: isDeed ? deedOf(view, input) : input,
        ...more,
      });
      if (!started.ok && isStale(started.refusal.code) && more.plan !== undefined) return rehearse(true);
      if (!started.ok) return tell({ happened: "refused", refusal: started.refusal });
      const ended = await endOf(started.value);
      if (!ended.ok) return tell({ happened: "refused", refusal: ended.refusal });
      const { outcome, plan } = ended.value;
      const hasMoved = plan !== undefined && more.plan !== undefined && plan.id !== more.plan;
      if (hasMoved && !succeeded(outcome)) return rehearse(true);
      tell({ happened: "ended", watch: started.value, outcome });
      await mutate((key) => typeof key === "string" && key.startsWith("/api/"));
    },
    [view, input, watchRun, rehearse, mutate],
  );

  const planId = flow.stage === "plan" || flow.stage === "confirming" ? flow.plan?.id : undefined;
  const askThenRun = useCallback(async () => {
    const preview = await previewDeed(plansFirst(view, input) ? view : { name: view.name }, input, planId);
    if (!preview.ok) return tell({ happened: "refused", refusal: preview.refusal });
    const { confirmation: asked } = preview.value;
    if (asked.asks === "checkbox" || asked.asks === "phrase")
      return tell({ happened: "confirmation asked", asked });
    await run({ plan: planId });
  }, [view, input, planId, run]);

  const token =
    flow.stage === "confirming" || flow.stage === "confirming at once" ? flow.asked.token : undefined;
  return {
    flow,
    begin: () => void (plansFirst(view, input) ? rehearse(false) : askThenRun()),
    apply: () => void askThenRun(),
    confirm: (phrase) =>
      void run({
        plan: planId,
        ...(token !== undefined && { confirmation: { token, ...(phrase !== undefined && { phrase }) } }),
      }),
    drop: () => tell({ happened: "confirmation dropped" }),
    changeForm: useCallback(() => tell({ happened: "form changed" }), []),
  };
}
