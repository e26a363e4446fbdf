import { Search } from "lucide-react";
import { Input } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toCountWords, toNumberWords } from "#lib/format.ts";
import { type Report, type ReportFilter, statesIn } from "./report-rows.ts";

type ReportFilterProps = {
  report: Report;
  filter: ReportFilter;
  onFilter: (filter: ReportFilter) => void;
};

/** Narrows a report by the state of its rows and by any word. */
export function ReportFilterBar({ report, filter, onFilter }: ReportFilterProps) {
  const states = statesIn(report);
  return (
    <>
      {states.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a look of its own.
        <div role="group" aria-label="States" className="flex flex-wrap gap-2">
          {states.map(([state, count]) => (
            <button
              key={state}
              type="button"
              aria-pressed={filter.state === state}
              className={cn(
                "h-7 rounded-md border border-line px-2 text-sm hover:bg-surface-2",
                "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong",
              )}
              onClick={() => onFilter({ ...filter, state: filter.state === state ? undefined : state })}
            >
              {state === "" ? "none" : state}{" "}
              <span className="text-muted tabular-nums">{toNumberWords(count)}</span>
            </button>
          ))}
        </div>
      )}
      <div className="relative w-full sm:max-w-60">
        <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Filter the report"
          className="pl-7"
          value={filter.query}
          placeholder={`Filter ${toCountWords(report.rows.length, "row")}`}
          onChange={(event) => onFilter({ ...filter, query: event.target.value })}
        />
      </div>
    </>
  );
}
