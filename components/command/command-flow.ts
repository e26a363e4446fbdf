import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Asked } from "#cli-bridge/protocol/preview.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { Refusal } from "#components/run/ask-api.ts";
import type { RunWatch } from "#components/run/run-watch.ts";

type Rehearsed = {
  /** Absent where the program in use cannot tell its plan as data, or where it did not come whole. */
  plan?: Plan | undefined;
  rehearsal: RunWatch;
  /** The registry or the files moved under an earlier plan; this one is fresh. */
  hasMoved: boolean;
};

type Ended = {
  watch: RunWatch;
  outcome: RunOutcome;
  /** Of a run that was only to show what would happen. */
  shows?: Plan;
};

/** `isOutdated`: the form has changed since the button was pressed, so that no plan for it comes of this. */
type Typed = { isOutdated?: true };

/** Where a person stands with a command. */
export type Flow =
  | { stage: "form"; refusal?: Refusal }
  | ({ stage: "rehearsing"; hasMoved: boolean; watch?: RunWatch } & Typed)
  /** `isAsked`: its button was pressed, and the console is asked whether a person has to confirm it. */
  | ({ stage: "plan"; refusal?: Refusal; isAsked?: true } & Rehearsed & Typed)
  | ({ stage: "confirming"; asked: Asked } & Rehearsed)
  | { stage: "confirming at once"; asked: Asked }
  | ({ stage: "running"; watch?: RunWatch; rehearsed?: Rehearsed; wasAsked?: true } & Typed)
  | ({ stage: "outcome"; rehearsed?: Rehearsed; wasAsked?: true } & Ended);

export type FlowEvent =
  | { happened: "form changed" }
  | { happened: "rehearsal asked"; hasMoved?: boolean }
  | { happened: "deed asked" }
  | { happened: "run asked" }
  | { happened: "run started"; watch: RunWatch }
  | { happened: "refused"; refusal: Refusal }
  | { happened: "rehearsed"; watch: RunWatch; plan?: Plan | undefined }
  | { happened: "confirmation asked"; asked: Asked }
  | { happened: "confirmation dropped" }
  | ({ happened: "ended" } & Ended);

export const formFlow: Flow = { stage: "form" };

const isOutdated = (flow: Flow): boolean => "isOutdated" in flow && flow.isOutdated === true;

const rehearsedIn = ({ plan, rehearsal, hasMoved }: Rehearsed): Rehearsed => ({ plan, rehearsal, hasMoved });

function refused(flow: Flow, refusal: Refusal): Flow {
  if (isOutdated(flow)) return { stage: "form", refusal };
  if (flow.stage === "confirming" || flow.stage === "plan")
    return { stage: "plan", refusal, ...rehearsedIn(flow) };
  if (flow.stage === "running" && flow.rehearsed) return { stage: "plan", refusal, ...flow.rehearsed };
  return { stage: "form", refusal };
}

function runAsked(flow: Flow): Flow {
  if (flow.stage === "plan")
    return { stage: "running", rehearsed: rehearsedIn(flow), ...(isOutdated(flow) && { isOutdated: true }) };
  if (flow.stage === "confirming") return { stage: "running", rehearsed: rehearsedIn(flow), wasAsked: true };
  return flow.stage === "confirming at once" ? { stage: "running", wasAsked: true } : { stage: "running" };
}

function confirmationAsked(flow: Flow, asked: Asked): Flow {
  return flow.stage === "plan"
    ? { stage: "confirming", asked, ...rehearsedIn(flow) }
    : { stage: "confirming at once", asked };
}

/** What is typed now is no part of it. */
export const isUnderWay = (
  flow: Flow,
): flow is Extract<Flow, Typed & { stage: "rehearsing" | "running" | "plan" }> =>
  flow.stage === "rehearsing" || flow.stage === "running" || (flow.stage === "plan" && flow.isAsked === true);

/** What a plan is of no use for any more is forgotten: a changed form goes back to the beginning. */
export function nextFlow(flow: Flow, event: FlowEvent): Flow {
  switch (event.happened) {
    case "form changed":
      return isUnderWay(flow) ? { ...flow, isOutdated: true } : formFlow;
    case "rehearsal asked":
      return { stage: "rehearsing", hasMoved: event.hasMoved ?? false };
    case "deed asked":
      return flow.stage === "plan" ? { stage: "plan", isAsked: true, ...rehearsedIn(flow) } : flow;
    case "run asked":
      return runAsked(flow);
    case "run started":
      return flow.stage === "rehearsing" || flow.stage === "running" ? { ...flow, watch: event.watch } : flow;
    case "refused":
      return refused(flow, event.refusal);
    case "rehearsed":
      if (flow.stage !== "rehearsing") return flow;
      return isOutdated(flow)
        ? formFlow
        : { stage: "plan", plan: event.plan, rehearsal: event.watch, hasMoved: flow.hasMoved };
    case "confirmation asked":
      return confirmationAsked(flow, event.asked);
    case "confirmation dropped":
      if (flow.stage === "confirming") return { stage: "plan", ...rehearsedIn(flow) };
      return flow.stage === "confirming at once" ? formFlow : flow;
    case "ended": {
      if (flow.stage === "rehearsing" && isOutdated(flow)) return formFlow;
      const rehearsed = flow.stage === "running" ? flow.rehearsed : undefined;
      return {
        stage: "outcome",
        watch: event.watch,
        outcome: event.outcome,
        ...(event.shows && { shows: event.shows }),
        ...(rehearsed && { rehearsed }),
        ...(flow.stage === "running" && flow.wasAsked && { wasAsked: true }),
      };
    }
  }
}
