import { Fragment } from "react";
import { Checkbox } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import type { FieldChange, PlanRow } from "./plan-rows.ts";

const marks = {
  removed: { sign: "−", word: "Leaves", ink: "text-danger" },
  added: { sign: "+", word: "Comes", ink: "text-ok" },
  changed: { sign: "~", word: "Changes", ink: "text-warning" },
  file: { sign: "·", word: "File", ink: "text-muted" },
  model: { sign: "·", word: "Model", ink: "text-muted" },
} as const;

const deeds = {
  write: { word: "Written", ink: "text-ok" },
  trash: { word: "To the trash", ink: "text-warning" },
  delete: { word: "Deleted", ink: "text-danger" },
  restore: { word: "Put back", ink: "text-ok" },
  keep: { word: "Stays", ink: "text-muted" },
  load: { word: "Into memory", ink: "text-ok" },
  unload: { word: "Out of memory", ink: "text-warning" },
  fetch: { word: "Fetched", ink: "text-ok" },
  send: { word: "Sent", ink: "text-warning" },
  copy: { word: "Copied", ink: "text-ok" },
  create: { word: "Created", ink: "text-ok" },
  erase: { word: "Deleted", ink: "text-danger" },
} as const;

const leftOut = { sign: "·", word: "Left out", ink: "text-muted" } as const;

type PlanRowLineProps = {
  row: PlanRow;
  tick?: { isTicked: boolean; onTick: (isTicked: boolean) => void };
};

/** One thing that would happen: the sign, what it happens to, why, and before → after. */
export function PlanRowLine({ row, tick }: PlanRowLineProps) {
  const isOut = tick?.isTicked === false;
  const planned = row.deed ? { sign: "·", ...deeds[row.deed] } : marks[row.mark];
  const { sign, word, ink } = isOut ? leftOut : planned;
  return (
    <div className={cn("flex min-w-0 gap-3 px-3 py-1.5 text-sm", isOut && "text-muted")}>
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
          {row.why !== "" && <span className="wrap-anywhere min-w-0 text-muted">{row.why}</span>}
          {row.bytes !== undefined && (
            <span className="ml-auto shrink-0 text-muted tabular-nums">{toByteWords(row.bytes)}</span>
          )}
        </div>
        {row.changes.length > 0 && <FieldChanges changes={row.changes} />}
      </div>
    </div>
  );
}

/**
 * Before and after stand in columns, so that the eye can go down them; on a narrow screen they stand below the field.
 * The field takes what it needs, up to half.
 */
const FieldChanges = ({ changes }: { changes: readonly FieldChange[] }) => (
  <div className="grid min-w-0 gap-x-3 gap-y-0.5 md:grid-cols-[fit-content(50%)_minmax(0,1fr)_minmax(0,1fr)]">
    {changes.map(({ field, before, after }) => (
      <div
        key={field}
        className="col-span-full grid min-w-0 grid-cols-subgrid max-md:flex max-md:flex-wrap max-md:gap-x-2"
      >
        <span className="min-w-0 break-words text-muted max-md:w-full">
          <FieldName field={field} />
        </span>
        <span
          className={cn(
            "min-w-0 break-words font-mono",
            before === "nothing" ? "text-muted" : "text-danger line-through decoration-1",
          )}
        >
          {before}
        </span>
        <span className="flex min-w-0 gap-2">
          <span aria-hidden="true" className="text-muted">
            →
          </span>
          <span className="sr-only">becomes</span>
          <span
            className={cn("min-w-0 break-words font-mono", after === "nothing" ? "text-muted" : "text-ok")}
          >
            {after}
          </span>
        </span>
      </div>
    ))}
  </div>
);

/** The path of a field, which breaks between its words before it breaks in one. */
const FieldName = ({ field }: { field: string }) =>
  [...field.matchAll(/[^._]*[._]+|[^._]+/g)].map(({ 0: word, index }) => (
    <Fragment key={index}>
      {word}
      <wbr />
    </Fragment>
  ));
