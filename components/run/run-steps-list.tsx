import { Ban, Circle, CircleCheck, CirclePause, CircleX, Clock, TriangleAlert, Undo2 } from "lucide-react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { toDurationWords } from "#lib/format.ts";
import { foundFaults, moodOf, moodWords, succeeded } from "./outcome-words.ts";
import { endingOf } from "./run-ending.ts";
import type { Watched } from "./run-watch.ts";

type Step = {
  name: string;
  state: keyof typeof icons;
  tookMs?: number;
};

const msBetween = (from: string, to: string) => Date.parse(to) - Date.parse(from);

/** What a run goes through, with how long each took where it is known. */
export function stepsOf(
  run: RunRecord,
  { startedAt, outcome, phases, plan }: Watched,
  isUndone = false,
): Step[] {
  const begun = run.startedAt ?? startedAt;
  const ended = outcome ?? run.outcome;
  const worked = begun !== undefined;
  const isDone = ended !== undefined && (succeeded(ended) || foundFaults(ended));
  const mood = moodOf({ state: run.state, ...(ended && { outcome: ended }) }, isUndone);
  const ending = endingOf(run, mood);
  const isStopped = ending === "paused" || ending === "cancelled" || ending === "given up";
  const stopState = isStopped ? ending : "failed";
  const endState = mood === "found" || mood === "undone" ? mood : isDone ? "done" : stopState;
  const work: Step = {
    name: "Run",
    state: ended ? (isDone ? "done" : stopState) : worked ? "running" : "next",
    ...(ended && worked && { tookMs: msBetween(begun, ended.endedAt) }),
  };
  return [
    {
      name: "Wait its turn",
      state: worked ? "done" : ended ? stopState : "waiting",
      ...(worked && { tookMs: msBetween(run.createdAt, begun) }),
    },
    work,
    ...phases.map((phase, index): Step => {
      const isLast = index === phases.length - 1;
      const state = isLast && work.state !== "done" ? work.state : "done";
      const until = isLast ? work.tookMs : phases[index + 1]?.at;
      return {
        name: phase.name.charAt(0).toUpperCase() + phase.name.slice(1),
        state,
        ...(until !== undefined && phase.at !== undefined && { tookMs: Math.max(0, until - phase.at) }),
      };
    }),
    ...(plan ? [{ name: "Plan made", state: "done" as const }] : []),
    { name: ended ? endWords[ending] : "End", state: ended ? endState : "next" },
  ];
}

const endWords = { ...moodWords, "given up": "Given up", rehearsed: "Rehearsed" };

const icons = {
  waiting: <Clock aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  running: <Spinner className="text-accent" />,
  done: <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />,
  undone: <Undo2 aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  found: <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />,
  failed: <CircleX aria-hidden="true" className="size-4 shrink-0 text-danger" />,
  cancelled: <Ban aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  "given up": <Ban aria-hidden="true" className="size-4 shrink-0 text-muted" />,
  paused: <CirclePause aria-hidden="true" className="size-4 shrink-0 text-accent" />,
  next: <Circle aria-hidden="true" className="size-4 shrink-0 text-muted" />,
} as const;

type RunStepsListProps = { run: RunRecord; watched: Watched; isUndone: boolean | undefined };

export function RunStepsList({ run, watched, isUndone }: RunStepsListProps) {
  return (
    <ol aria-label="Steps" data-live="grey" className="flex flex-col gap-1">
      {stepsOf(run, watched, isUndone).map(({ name, state, tookMs }) => (
        <li key={name} className="flex min-h-8 items-center gap-2">
          {icons[state]}
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="sr-only">{state}</span>
          {tookMs !== undefined && (
            <span className="text-muted text-sm tabular-nums">{toDurationWords(tookMs)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
