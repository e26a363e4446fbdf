"use client";

import { lazy, type RefObject, Suspense, useEffect, useRef } from "react";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { RunBox } from "#components/run/run-box.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { takeLostFocus } from "#components/ui/take-lost-focus.ts";
import { toCountWords } from "#lib/format.ts";
import { type Flow, isUnderWay } from "./command-flow.ts";
import type { CommandInput, CommandView } from "./command-view.ts";
import { canNarrow } from "./plan-narrowing.ts";
import { verbOfPlan } from "./removal-modes.ts";
import { entriesIn, fileNounOf, filesIn, isWorthApplying, modelsIn } from "./run-steps.ts";
import type { CommandWorkState } from "./use-command-work.ts";

const PlanView = lazy(() => import("./plan-view.tsx").then(({ PlanView }) => ({ default: PlanView })));

type PlanPanelProps = {
  view: CommandView;
  input: CommandInput;
  flow: Extract<Flow, { stage: "plan" | "confirming" }>;
  work: Pick<CommandWorkState, "preview" | "narrowing" | "narrow" | "consider" | "isOther" | "apply">;
};

/** The plan, and the button that makes it happen. */
export function PlanPanel({ view, input, flow, work }: PlanPanelProps) {
  const { plan, hasMoved, rehearsal } = flow;
  const { preview, narrowing, narrow: onNarrow, consider: onOther, isOther, apply } = work;
  const refusal = flow.stage === "plan" ? flow.refusal : undefined;
  const isLost = plan === undefined && view.tellsPlan === true;
  const place = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="flex min-w-0 scroll-mt-28 rounded-md scroll-mb-20 flex-col gap-3"
    >
      <Suspense fallback={<Skeleton className="h-40" />}>
        {hasMoved && <FreshPlan />}
        {plan ? (
          <>
            <p className="font-medium">{plan.summary}</p>
            <PlanView key={plan.id} plan={plan} {...(canNarrow(view) && { narrowing, onNarrow, onOther })} />
            <Arrived key={`${plan.id} arrived`} place={place} />
          </>
        ) : (
          <>
            {isLost && <LostPlan shell={preview.preview?.shell} />}
            <RunBox watch={rehearsal} title="Rehearsal" opens="always" />
          </>
        )}
        {refusal && (
          <Alert tone="danger" title={refusal.message}>
            {refusal.hint}
          </Alert>
        )}
        {isWorthApplying(plan) && !isLost ? (
          // However long the plan is, a dialog that scrolls through it keeps what does it in sight.
          <div className="in-data-[slot=dialog-body]:sticky in-data-[slot=dialog-body]:-bottom-4 in-data-[slot=dialog-body]:bg-float in-data-[slot=dialog-body]:pt-2 in-data-[slot=dialog-body]:pb-4">
            <Button
              variant={view.effect === "destroys" || takesFiles(plan) ? "danger" : "primary"}
              busy={isUnderWay(flow)}
              // The words that it runs stand above it, and would push it from under the hand when they come.
              disabled={isOther || preview.isOld === true}
              onClick={apply}
            >
              {applyWords(flow, view.verb, input)}
            </Button>
          </div>
        ) : (
          plan?.blocked.length === 0 &&
          plan.summary !== "Nothing to do." && <p className="text-muted">There is nothing to do.</p>
        )}
      </Suspense>
    </div>
  );
}

const takesFiles = (plan: Plan | undefined): boolean =>
  plan?.files.some(({ deed }) => deed === "trash" || deed === "delete") ?? false;

const FreshPlan = () => (
  <Alert tone="warning" title="What the plan was made from changed in the meantime, so nothing was done.">
    This is a fresh plan, made from what is there now.
  </Alert>
);

/** A plan that nobody can look at is not applied from here. */
const LostPlan = ({ shell }: { shell: string | undefined }) => (
  <Alert tone="danger" title="The plan did not reach the console whole, so it cannot be applied here.">
    Nothing was changed. A terminal shows the plan and applies it:
    {shell !== undefined && <CodeBlock text={shell} label="the command that applies it" />}
  </Alert>
);

/**
 * Once the plan stands there, it comes into sight with the button below it. What asked for a narrower one went with the
 * plan before it: whoever uses the keyboard goes on from here, not from the top.
 */
function Arrived({ place }: { place: RefObject<HTMLDivElement | null> }) {
  useEffect(() => {
    takeLostFocus(place.current);
    place.current?.scrollIntoView({ block: "nearest" });
  }, [place]);
  return null;
}

/** Deeds that are one thing, whatever the number of entries that come, change and leave by them. */
const whole: Readonly<Record<string, string>> = {
  "restore-backup": "Restore the backup",
  "set-config": "Save this setting",
  "set-profile": "Save the changes",
};

/** `Purge 3 entries`, `Remove 1 entry and its files`, `Delete for ever 4 files`. */
export function applyWords(
  { plan }: Pick<PlanPanelProps["flow"], "plan">,
  verb: string,
  input: CommandInput = {},
): string {
  if (!plan) return verb;
  const isPart = plan.command === "restore-backup" && [input.entry ?? []].flat().length > 0;
  const said = isPart ? undefined : whole[plan.command];
  if (said !== undefined) return said;
  const entries = entriesIn(plan);
  const theirs = entries === 1 ? "its" : "their";
  const does = isPart && plan.removed.length === entries ? "Take out" : verbOfPlan(plan, verb);
  const files = plan.removed.length > 0 && takesFiles(plan) ? ` and ${theirs} files` : "";
  return entries > 0
    ? `${does} ${toCountWords(entries, "entry", "entries")}${files}`
    : `${verb} ${modelsIn(plan) > 0 ? toCountWords(modelsIn(plan), "model") : toCountWords(filesIn(plan), fileNounOf(plan))}`;
}
