"use client";

import { FilterBox } from "#components/ui/filter-box.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { toCountWords } from "#lib/format.ts";
import type { PlanRow } from "./plan-rows.ts";
import { countsOf, type RowFilter, rowKinds } from "./plan-rows-shown.ts";

type PlanFilterProps = {
  rows: readonly PlanRow[];
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
};

/** Narrows what is seen of a long plan: by what happens, and by any word. */
export function PlanFilter({ rows, filter, onFilter }: PlanFilterProps) {
  const counts = countsOf(rows);
  const kinds = rowKinds.filter(({ kind }) => counts.has(kind));
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
      {kinds.length > 1 &&
        kinds.map(({ kind, title }) => (
          <FilterChip
            key={kind}
            isOn={filter.kind === kind}
            count={counts.get(kind) ?? 0}
            onToggle={() => onFilter({ ...filter, kind: filter.kind === kind ? undefined : kind })}
          >
            {title}
          </FilterChip>
        ))}
      <FilterBox
        label="Filter the plan"
        className="ml-auto"
        placeholder={`Filter ${toCountWords(rows.length, "row")}`}
        value={filter.query}
        onValue={(query) => onFilter({ ...filter, query })}
      />
    </div>
  );
}
