import { type ReactNode, useMemo } from "react";
import { type AlikeWarnings, alikeWarnings } from "#cli-bridge/derive/alike-warnings.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";

const namedMax = 3;
const listedMax = 200;

type PlanObstaclesProps = {
  plan: Plan;
  /** Leaves things out that block the plan. */
  onLeaveOut?: ((items: readonly string[]) => void) | undefined;
};

/** What stands in the way, and what a person should know before the rest. */
export function PlanObstacles({ plan: { blocked, warnings }, onLeaveOut }: PlanObstaclesProps) {
  const items = blocked.flatMap(({ item }) => (item === undefined ? [] : [item]));
  return (
    <>
      {blocked.slice(0, namedMax).map(({ what, why, hint }) => (
        <Alert key={`${what} ${why}`} tone="danger" title={`${what} cannot be done: ${why}`}>
          {hint}
        </Alert>
      ))}
      {blocked.length > namedMax && (
        <Listed
          title={`${toCountWords(blocked.length - namedMax, "more thing")} cannot be done`}
          lines={blocked.slice(namedMax).map(({ what, why }) => `${what}: ${why}`)}
        />
      )}
      {onLeaveOut && items.length > 0 && (
        <Button className="self-start" onClick={() => onLeaveOut(items)}>
          {items.length === 1 ? `Leave ${items[0]} out` : `Leave these ${items.length} out`}
        </Button>
      )}
      <Warnings warnings={warnings} />
    </>
  );
}

/** What holds of several is said once; which they are unfolds. */
function Warnings({ warnings }: Pick<Plan, "warnings">) {
  const groups = useMemo(() => alikeWarnings(warnings), [warnings]);
  if (groups.length <= namedMax) {
    return groups.map((group) => (
      <Alert key={group.says} tone="warning" title={group.says}>
        {group.of.length > 0 ? <Which group={group} /> : undefined}
      </Alert>
    ));
  }
  return (
    <Alert tone="warning" title={toCountWords(warnings.length, "warning")}>
      <Lines
        lines={groups.map((group) => (
          <li key={group.says} className="break-words">
            {group.says}
            {group.of.length > 0 && <Which group={group} />}
          </li>
        ))}
      />
    </Alert>
  );
}

function Which({ group: { of } }: { group: AlikeWarnings }) {
  return (
    <details>
      <summary className="cursor-pointer">This holds of {of.length}</summary>
      <Lines lines={of.map(toLine)} />
    </details>
  );
}

type ListedProps = { title: string; lines: readonly string[] };

function Listed({ title, lines }: ListedProps) {
  return (
    <Alert tone="danger" title={title}>
      <Lines lines={lines.map(toLine)} />
    </Alert>
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
