import { ChevronRight } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type AlikeObstacles, alikeObstacles } from "#cli-bridge/derive/alike-obstacles.ts";
import { gap } from "#cli-bridge/derive/alike-warnings.ts";
import { planWarnings } from "#cli-bridge/derive/plan-warnings.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { toCountWords, toNumberWords } from "#lib/format.ts";

const namedMax = 3;
/** As the form calls it. */
const correcting = "“Correct what is kept by hand”";
const listedMax = 200;

type PlanObstaclesProps = {
  plan: Plan;
  /** Leaves things out that block the plan. */
  onLeaveOut?: ((items: readonly string[]) => void) | undefined;
};

/** What stands in the way, and what a person should know before the rest. */
export function PlanObstacles({ plan, onLeaveOut }: PlanObstaclesProps) {
  const { blocked } = plan;
  const items = [...new Set(blocked.flatMap(({ item }) => item ?? []))];
  const groups = useMemo(() => alikeObstacles(blocked), [blocked]);
  const others = groups.slice(namedMax);
  const otherThings = countIn(others);
  return (
    <>
      {groups.slice(0, namedMax).map(({ what, why, hint, of }) => (
        <Alert key={`${what} ${why}`} tone="danger" title={titleOf({ what, why, of })}>
          {hint || of.length > 0 ? (
            <>
              {hint}
              <Which of={of} />
            </>
          ) : undefined}
        </Alert>
      ))}
      {others.length > 0 && (
        <Alert tone="danger" title={`${toCountWords(otherThings, "more thing")} cannot be done`}>
          <Lines
            lines={others.map(({ what, why, of }) => (
              <li key={`${what} ${why}`} className="break-words">
                {what}: {why}
                <Which of={of} />
              </li>
            ))}
          />
        </Alert>
      )}
      {blocked.length > 0 && (
        <p className="text-muted">
          {onLeaveOut && items.length > 0
            ? "Nothing is done until this is settled or left out."
            : "Nothing is done until this is settled."}
        </p>
      )}
      {onLeaveOut && items.length > 0 && (
        <Button className="self-start" onClick={() => onLeaveOut(items)}>
          {items.length === 1 ? `Leave ${items[0]} out` : `Leave these ${toNumberWords(items.length)} out`}
        </Button>
      )}
      <Warnings plan={plan} />
    </>
  );
}

/** Several of which nothing else is said are told by their number. */
const titleOf = ({ what, why, of }: AlikeObstacles): string =>
  what === gap ? `${toNumberWords(of.length)} cannot be done: ${why}` : `${what}: ${why}`;

/** What holds of several is said once; which they are unfolds. */
function Warnings({ plan }: { plan: Plan }) {
  const groups = useMemo(() => planWarnings(plan, correcting), [plan]);
  if (groups.length <= namedMax) {
    return groups.map((group) => (
      <Alert key={group.says} tone="warning" title={group.says}>
        {group.of.length > 0 ? <Which of={group.of} /> : undefined}
      </Alert>
    ));
  }
  return (
    <Alert tone="warning" title={toCountWords(countIn(groups), "warning")}>
      <Lines
        lines={groups.map((group) => (
          <li key={group.says} className="break-words">
            {group.says}
            <Which of={group.of} />
          </li>
        ))}
      />
    </Alert>
  );
}

const countIn = (groups: readonly { of: readonly string[] }[]): number =>
  groups.reduce((count, { of }) => count + Math.max(1, of.length), 0);

/** The names of those of which the same holds. */
function Which({ of }: { of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <details>
      <summary className="flex w-fit items-center gap-1 rounded-sm text-ink underline underline-offset-2">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 transition-transform in-[details[open]>summary]:rotate-90"
        />
        Which {toNumberWords(of.length)}
      </summary>
      <Lines lines={of.map(toLine)} />
    </details>
  );
}

const toLine = (line: string) => (
  <li key={line} className="break-words">
    {line}
  </li>
);

function Lines({ lines }: { lines: readonly ReactNode[] }) {
  const more = lines.length - listedMax;
  return (
    <ul className="max-h-48 list-disc overflow-auto pl-5">
      {lines.slice(0, listedMax)}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
