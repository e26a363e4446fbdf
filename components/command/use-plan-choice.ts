"use client";

import { useEffect, useState } from "react";
import { type Choice, itemsOf, type Narrowing } from "./plan-narrowing.ts";
import type { PlanRow } from "./plan-rows.ts";
import { isFiltering, type RowFilter } from "./plan-rows-shown.ts";

export type Narrows = {
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing, kept: readonly string[]) => void;
  /** Told what is ticked while that is another plan than the one shown. */
  onOther: (choice: Choice | undefined) => void;
};

/** Which rows of a plan are ticked; what differs from the plan that is shown makes another one. */
export function usePlanChoice(planned: readonly PlanRow[], narrows: Narrows | undefined, filter: RowFilter) {
  const before = narrows?.narrowing.leftOut ?? [];
  const plannedItems = itemsOf(planned);
  const inPlan = new Set(plannedItems);
  const absent = before.filter(({ item }) => item !== undefined && !inPlan.has(item));
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(() => new Set(itemsOf(absent)));
  const rows = [...planned, ...absent];
  const kept = itemsOf(rows).filter((item) => !unticked.has(item));
  const isOther = kept.length !== plannedItems.length || kept.some((item) => !inPlan.has(item));
  const leftOut = rows.filter(({ item }) => item !== undefined && unticked.has(item));
  const narrowing = { leftOut, of: itemsOf(rows).length, ...(isFiltering(filter) && { filter }) };
  const choice: Choice = { narrowing, kept };
  const onOther = narrows?.onOther;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice is made of what is unticked.
  useEffect(() => {
    onOther?.(isOther ? choice : undefined);
  }, [isOther, unticked, onOther]);
  useEffect(() => () => onOther?.(undefined), [onOther]);

  const tick = (items: readonly string[], isTicked: boolean) =>
    setUnticked((now) => {
      const next = new Set(now);
      for (const item of items)
        if (isTicked) next.delete(item);
        else next.add(item);
      return next;
    });
  const makePlan = () => narrows?.onNarrow(narrowing, kept);
  return { rows, unticked, kept, isOther, tick, makePlan };
}

export type PlanChoice = ReturnType<typeof usePlanChoice>;
