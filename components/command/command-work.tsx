"use client";

import { lazy, Suspense } from "react";
import { RunBox } from "#components/run/run-box.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { isUnderWay } from "./command-flow.ts";
import { CommandPreview } from "./command-preview.tsx";
import { type CommandInput, type CommandView, canChange, plansFirst } from "./command-view.ts";
import { missingOf } from "./form-values.ts";
import { applyWords, PlanPanel } from "./plan-panel.tsx";
import { removalModeOf, viewOfRemoval } from "./removal-modes.ts";
import type { CommandWorkState } from "./use-command-work.ts";

const ConfirmRun = lazy(() =>
  import("./confirm-run.tsx").then(({ ConfirmRun }) => ({ default: ConfirmRun })),
);

const OwnFacts = lazy(() => import("./own-facts.tsx").then(({ OwnFacts }) => ({ default: OwnFacts })));

const OutcomePanel = lazy(() =>
  import("./outcome-panel.tsx").then(({ OutcomePanel }) => ({ default: OutcomePanel })),
);

type CommandWorkProps = {
  view: CommandView;
  input: CommandInput;
  work: CommandWorkState;
  /** Whether a person has it before their eyes until it ends, as in a dialog. */
  isWatched?: boolean;
  /** What is said in place of the command as long as the form lacks something that only it asks for. */
  waiting?: string;
};

/** Everything below the form: the words, the button, and what became of it. */
export function CommandWork({ view, input, work, isWatched = false, waiting }: CommandWorkProps) {
  const { flow, preview } = work;
  const missing = missingOf(view.controls, input);
  const first = missing[0];
  const unfilled = first && `The command appears here once “${first.label}” is filled in.`;
  // Why that is so stands beside the button.
  const off = view.disabled === undefined ? undefined : "No command does this for now.";
  const words = <CommandPreview {...preview} waiting={waiting ?? off ?? unfilled} />;
  return (
    <>
      {!isWatched && words}
      <BeginRow
        view={view}
        input={input}
        work={work}
        isReady={waiting === undefined && missing.length === 0}
      />
      {flow.stage === "form" && flow.refusal && (
        <Alert tone="danger" title={flow.refusal.message}>
          {flow.refusal.hint}
        </Alert>
      )}
      {/* However late and long they come, what is pressed in a dialog stays under the hand. */}
      {isWatched && words}
      {(flow.stage === "rehearsing" || flow.stage === "running") && flow.watch && (
        <RunBox
          key={flow.watch.id}
          watch={flow.watch}
          title={flow.stage === "rehearsing" ? "Rehearsal" : view.title}
          opens={plansFirst(view, input) ? "on failure" : "always"}
        />
      )}
      {(flow.stage === "plan" || flow.stage === "confirming") && (
        <PlanPanel view={view} input={input} flow={flow} work={work} />
      )}
      {flow.stage === "outcome" && (
        <Suspense>
          <OutcomePanel
            key={flow.watch.id}
            title={view.title}
            watch={flow.watch}
            outcome={flow.outcome}
            shows={flow.shows}
            isSeen={flow.wasAsked === true || isWatched}
            isDeed={isDeed(view, flow)}
          />
        </Suspense>
      )}
      <Confirmation view={view} input={input} work={work} />
    </>
  );
}

type BeginRowProps = Pick<CommandWorkProps, "view" | "input" | "work"> & { isReady: boolean };

function BeginRow({ view, input, work: { flow, begin }, isReady }: BeginRowProps) {
  const isBusy = isUnderWay(flow);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        type="submit"
        variant={flow.stage === "plan" || flow.stage === "confirming" ? "secondary" : "primary"}
        busy={isBusy}
        disabled={view.disabled !== undefined || !isReady}
        onClick={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        {beginWords(view, input, flow.stage)}
      </Button>
      {view.disabled !== undefined && <p className="min-w-0 text-muted">{view.disabled}</p>}
    </div>
  );
}

/** A run that only showed what would happen did nothing. */
const isDeed = (
  { apply, effect }: CommandView,
  { shows, rehearsed }: Extract<CommandWorkState["flow"], { stage: "outcome" }>,
): boolean => shows === undefined && (rehearsed !== undefined || (apply === undefined && effect !== "reads"));

/** What is asked where no plan says it: a removal is called by how much of the model goes. */
function blindWords(view: CommandView, input: CommandInput): Pick<CommandView, "verb" | "summary"> {
  if (view.name === "remove") return viewOfRemoval(view, removalModeOf(input));
  return { verb: view.title, summary: `${view.summary}.` };
}

function beginWords(view: CommandView, input: CommandInput, stage: string): string {
  if (plansFirst(view, input))
    return stage === "plan" || stage === "confirming" ? "Preview again" : "Preview";
  return view.changesWith === undefined || canChange(view, input) ? view.verb : "Check";
}

function Confirmation({ view, input, work }: Pick<CommandWorkProps, "view" | "input" | "work">) {
  const { flow, confirm, drop } = work;
  if (flow.stage !== "confirming" && flow.stage !== "confirming at once") return null;
  const plan = flow.stage === "confirming" ? flow.plan : undefined;
  const { verb, summary } = blindWords(view, input);
  const words = plan ? applyWords({ plan }, view.verb, input) : verb;
  return (
    <Suspense>
      <ConfirmRun
        title={`${words}?`}
        verb={words}
        facts={plan === undefined && <OwnFacts command={view.name} input={input} />}
        asked={flow.asked}
        plan={plan}
        summary={summary}
        onConfirm={confirm}
        onCancel={drop}
      />
    </Suspense>
  );
}
