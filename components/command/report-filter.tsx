import { FilterBox } from "#components/ui/filter-box.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { toCountWords } from "#lib/format.ts";
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
            <FilterChip
              key={state}
              isOn={filter.state === state}
              count={count}
              onToggle={() => onFilter({ ...filter, state: filter.state === state ? undefined : state })}
            >
              {state === "" ? "none" : state}
            </FilterChip>
          ))}
        </div>
      )}
      <FilterBox
        label="Filter the report"
        placeholder={`Filter ${toCountWords(report.rows.length, "row")}`}
        value={filter.query}
        onValue={(query) => onFilter({ ...filter, query })}
      />
    </>
  );
}
