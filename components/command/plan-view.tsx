"use client";

import { useMemo, useState } from "react";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { Button } from "#components/ui/button.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { letsDialogScroll } from "#components/ui/use-scroller.ts";
import { cn } from "#lib/cn.ts";
import { toByteWords, toCountWords, toNumberWords } from "#lib/format.ts";
import { FileDifference } from "./file-difference.tsx";
import { PlanFilter } from "./plan-filter.tsx";
import { itemsOf } from "./plan-narrowing.ts";
import { PlanObstacles } from "./plan-obstacles.tsx";
import { PlanRowLine } from "./plan-row-line.tsx";
import { type PlanRow, planRowsOf } from "./plan-rows.ts";
import { filterOver, isFiltering, type RowFilter, shownRows } from "./plan-rows-shown.ts";
import { fileWordsOf, isKeptAsRecorded } from "./run-steps.ts";
import { type Narrows, type PlanChoice, usePlanChoice } from "./use-plan-choice.ts";

const filterFrom = 8;
const rowPx = 32;
const virtualFrom = 200;

type PlanViewProps = { plan: Plan } & Partial<Narrows>;

/** What would happen, read as a difference. Where single things may be left out, each has a box to untick. */
export function PlanView({ plan, narrowing, onNarrow, onOther }: PlanViewProps) {
  const planned = useMemo(() => planRowsOf(plan), [plan]);
  const narrows = narrowing && onNarrow && onOther ? { narrowing, onNarrow, onOther } : undefined;
  const [filter, setFilter] = useState<RowFilter>(() =>
    filterOver([...planned, ...(narrowing?.leftOut ?? [])], narrowing?.filter),
  );
  const choice = usePlanChoice(planned, narrows, filter);
  const shown = shownRows(choice.rows, filter);
  const kept = isFiltering(filter) ? { filter } : {};
  const leaveOut = (items: readonly string[]) => {
    const blocked = items.map((item) => obstacleRow(item));
    const leftOut = [...(narrowing?.leftOut ?? []), ...blocked];
    const told = { leftOut, of: leftOut.length + choice.kept.length, ...kept };
    onNarrow?.(told, choice.kept);
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {plan.files.map(
        ({ path, difference }) => difference && <FileDifference key={path} path={path} text={difference} />,
      )}
      {plan.variables && plan.variables.length > 0 && (
        <Expander title={`What it is told: ${toCountWords(plan.variables.length, "variable")}`}>
          <ul aria-label="Variables" className="flex flex-col gap-1 break-all font-mono text-sm">
            {plan.variables.map(({ name, value }) => (
              <li key={name}>
                {name}={value}
              </li>
            ))}
          </ul>
        </Expander>
      )}
      <PlanObstacles plan={plan} onLeaveOut={narrows && leaveOut} />
      {choice.rows.length > 0 && (
        <div className="min-w-0 overflow-clip rounded-md border border-line">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface-2 px-3 py-2">
            {narrows && itemsOf(shown).length > 0 && <TickAll rows={shown} choice={choice} />}
            <span className="font-medium">Plan</span>
            <span className="min-w-0 flex-1 text-muted text-sm">{factsOf(plan)}</span>
          </div>
          {(choice.rows.length > filterFrom || narrowing?.filter !== undefined) && (
            <PlanFilter rows={choice.rows} filter={filter} onFilter={setFilter} />
          )}
          <PlanRows rows={shown} {...(narrows && { choice })} />
          {shown.length === 0 && <p className="px-3 py-4 text-muted">{nothingWords(filter)}</p>}
          {choice.isOther && <OtherPlan choice={choice} />}
        </div>
      )}
    </div>
  );
}

const nothingWords = ({ query }: RowFilter): string =>
  query === "" ? "Nothing in the plan is of that kind." : `Nothing in the plan matches “${query}”.`;

const obstacleRow = (item: string): PlanRow => ({
  key: `blocked ${item}`,
  mark: "changed",
  name: item,
  item,
  why: "cannot be done",
  changes: [],
  text: item.toLowerCase(),
});

type RowsProps = { rows: readonly PlanRow[]; choice?: PlanChoice };

function PlanRows({ rows, choice }: RowsProps) {
  const lineOf = (row: PlanRow) => (
    <PlanRowLine row={row} {...(choice && row.item !== undefined && { tick: tickOf(row.item, choice) })} />
  );
  if (rows.length > virtualFrom)
    return <LongList rows={rows} label="Plan" rowPx={rowPx} className="h-96" lineOf={lineOf} />;
  return (
    <ul
      aria-label="Plan"
      className={cn("relative max-h-96 divide-y divide-line overflow-auto", letsDialogScroll)}
    >
      {rows.map((row) => (
        <li key={row.key}>{lineOf(row)}</li>
      ))}
    </ul>
  );
}

const tickOf = (item: string, { unticked, tick }: PlanChoice) => ({
  isTicked: !unticked.has(item),
  onTick: (isTicked: boolean) => tick([item], isTicked),
});

function TickAll({ rows, choice }: { rows: readonly PlanRow[]; choice: PlanChoice }) {
  const items = itemsOf(rows);
  const ticked = items.filter((item) => !choice.unticked.has(item)).length;
  return (
    <Checkbox
      aria-label={ticked === items.length ? "Leave all of these out" : "Take all of these in"}
      checked={ticked === items.length}
      ref={(box) => {
        if (box) box.indeterminate = ticked > 0 && ticked < items.length;
      }}
      onChange={() => choice.tick(items, ticked !== items.length)}
    />
  );
}

function OtherPlan({ choice }: { choice: PlanChoice }) {
  const { kept, rows, makePlan } = choice;
  const all = itemsOf(rows).length;
  return (
    <div className="in-data-[slot=dialog-body]:sticky bottom-10 flex flex-wrap items-center gap-3 border-line border-t bg-accent-soft px-3 py-2">
      <span className="min-w-0 flex-1">
        {kept.length === 0
          ? "Nothing is left of the plan."
          : `${toNumberWords(kept.length)} of ${toNumberWords(all)} ticked: that is another plan.`}
      </span>
      <Button variant="primary" disabled={kept.length === 0} onClick={makePlan}>
        Preview {toNumberWords(kept.length)} of {toNumberWords(all)}
      </Button>
    </div>
  );
}

/** `3 entries leave the registry · 4.6 GB freed · a backup is made`. What lies in the trash still takes its room. */
export function factsOf(plan: Plan): string {
  const trashed = plan.files.some(({ deed }) => deed === "trash");
  const entries = (list: readonly unknown[], verb: string, verbs: string) =>
    list.length > 0 && `${toCountWords(list.length, "entry", "entries")} ${list.length === 1 ? verb : verbs}`;
  const touched = plan.files.filter(({ deed }) => deed !== "keep");
  return [
    entries(plan.removed, "leaves the registry", "leave the registry"),
    entries(plan.changed, "changes", "change"),
    entries(plan.added, "comes", "come"),
    (touched.length > 0 || plan.models === undefined) && `${fileWordsOf(plan, touched)} touched`,
    plan.bytesFreed > 0 &&
      `${toByteWords(plan.bytesFreed)} ${trashed ? "to the trash, freed when that is emptied" : "freed"}`,
    plan.bytesKept > 0 &&
      `${toByteWords(plan.bytesKept)} kept${isKeptAsRecorded(plan) ? ", as recorded" : ""}`,
    plan.backup && "a backup is made first",
  ]
    .filter(Boolean)
    .join(" · ");
}
