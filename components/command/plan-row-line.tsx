import { Checkbox } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import type { PlanRow } from "./plan-rows.ts";

const marks = {
  removed: { sign: "−", word: "Leaves", ink: "text-danger" },
  added: { sign: "+", word: "Comes", ink: "text-ok" },
  changed: { sign: "~", word: "Changes", ink: "text-warning" },
  file: { sign: "·", word: "File", ink: "text-muted" },
} as const;

const deeds = {
  write: { word: "Written", ink: "text-ok" },
  trash: { word: "To the trash", ink: "text-warning" },
  delete: { word: "Deleted", ink: "text-danger" },
  restore: { word: "Put back", ink: "text-ok" },
  keep: { word: "Stays", ink: "text-muted" },
} as const;

type PlanRowLineProps = {
  row: PlanRow;
  tick?: { isTicked: boolean; onTick: (isTicked: boolean) => void };
};

/** One thing that would happen: the sign, what it happens to, why, and before → after. */
export function PlanRowLine({ row, tick }: PlanRowLineProps) {
  const { sign, word, ink } = row.deed ? { sign: "·", ...deeds[row.deed] } : marks[row.mark];
  return (
    <div className={cn("flex min-w-0 gap-3 px-3 py-1.5 text-sm", tick?.isTicked === false && "opacity-60")}>
      {tick && (
        <Checkbox
          aria-label={`${row.name} is part of the plan`}
          checked={tick.isTicked}
          onChange={(event) => tick.onTick(event.target.checked)}
        />
      )}
      <span aria-hidden="true" className={cn("w-3 shrink-0 text-center font-mono font-semibold", ink)}>
        {sign}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <span className={cn("shrink-0 font-medium text-xs", ink)}>{word}</span>
          <span className="min-w-0 break-all font-mono">{row.name}</span>
          {row.why !== "" && <span className="min-w-0 text-muted">{row.why}</span>}
          {row.bytes !== undefined && (
            <span className="ml-auto shrink-0 text-muted tabular-nums">{toByteWords(row.bytes)}</span>
          )}
        </div>
        {row.changes.map(({ field, before, after }) => (
          <div key={field} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="text-muted">{field}</span>
            <span className="min-w-0 break-all font-mono text-danger line-through decoration-1">
              {before}
            </span>
            <span aria-hidden="true" className="text-muted">
              →
            </span>
            <span className="sr-only">becomes</span>
            <span className="min-w-0 break-all font-mono text-ok">{after}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
