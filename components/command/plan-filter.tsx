"use client";

import { Search } from "lucide-react";
import { Input } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
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
          <button
            key={kind}
            type="button"
            aria-pressed={filter.kind === kind}
            className={cn(
              "h-7 rounded-md border border-line px-2 text-sm hover:bg-surface-2",
              "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong",
            )}
            onClick={() => onFilter({ ...filter, kind: filter.kind === kind ? undefined : kind })}
          >
            {title} <span className="text-muted tabular-nums">{counts.get(kind)}</span>
          </button>
        ))}
      <div className="relative ml-auto w-full sm:max-w-60">
        <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Filter the plan"
          className="pl-7"
          value={filter.query}
          placeholder={`Filter ${toCountWords(rows.length, "row")}`}
          onChange={(event) => onFilter({ ...filter, query: event.target.value })}
        />
      </div>
    </div>
  );
}
