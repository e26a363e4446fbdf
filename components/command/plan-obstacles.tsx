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
          tone="danger"
          title={`${toCountWords(blocked.length - namedMax, "more thing")} cannot be done`}
          lines={blocked.slice(namedMax).map(({ what, why }) => `${what}: ${why}`)}
        />
      )}
      {onLeaveOut && items.length > 0 && (
        <Button className="self-start" onClick={() => onLeaveOut(items)}>
          {items.length === 1 ? `Leave ${items[0]} out` : `Leave these ${items.length} out`}
        </Button>
      )}
      {warnings.length <= namedMax ? (
        warnings.map((warning) => <Alert key={warning} tone="warning" title={warning} />)
      ) : (
        <Listed tone="warning" title={toCountWords(warnings.length, "warning")} lines={warnings} />
      )}
    </>
  );
}

type ListedProps = { tone: "danger" | "warning"; title: string; lines: readonly string[] };

function Listed({ tone, title, lines }: ListedProps) {
  const more = lines.length - listedMax;
  return (
    <Alert tone={tone} title={title}>
      <ul className="max-h-48 list-disc overflow-auto pl-5">
        {lines.slice(0, listedMax).map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </Alert>
  );
}
