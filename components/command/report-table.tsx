"use client";

import { RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import { againHref } from "#components/run/command-href.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { toNumberWords } from "#lib/format.ts";
import { ReportExport } from "./report-export.tsx";
import { ReportFilterBar } from "./report-filter.tsx";
import { ReportGrid } from "./report-grid.tsx";
import { againIn, filteredRows, type Report, type ReportFilter, toReports } from "./report-rows.ts";

const noFilter: ReportFilter = { query: "", state: undefined };

/** What a command found, list by list: filtered, saved, and gone over again. */
export function ReportTable({ report }: { report: unknown }) {
  const tables = useMemo(() => toReports(report), [report]);
  const again = useMemo(() => againIn(report), [report]);
  const [chosen, setChosen] = useState(0);
  const table = tables[chosen] ?? tables[0];
  if (!table) return null;
  return (
    <div className="min-w-0 overflow-clip rounded-md border border-line">
      {(tables.length > 1 || again) && (
        <div className="flex flex-wrap items-center gap-2 border-line border-b bg-surface-2 px-3 py-2">
          {tables.length > 1 &&
            tables.map(({ title, rows }, index) => (
              <Button
                key={title}
                size="sm"
                variant={table === tables[index] ? "secondary" : "ghost"}
                aria-pressed={table === tables[index]}
                onClick={() => setChosen(index)}
              >
                {title} {toNumberWords(rows.length)}
              </Button>
            ))}
          {again && (
            <LinkButton
              size="sm"
              className="ml-auto"
              icon={<RotateCcw aria-hidden="true" />}
              href={againHref(again)}
            >
              {again.says}
            </LinkButton>
          )}
        </div>
      )}
      <OneReport key={table.title} report={table} />
    </div>
  );
}

const barFrom = 5;

function OneReport({ report }: { report: Report }) {
  const [filter, setFilter] = useState(noFilter);
  const rows = useMemo(() => filteredRows(report, filter), [report, filter]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
        {report.rows.length >= barFrom && (
          <ReportFilterBar report={report} filter={filter} onFilter={setFilter} />
        )}
        <div className="ml-auto">
          <ReportExport title={report.title} columns={report.columns} rows={rows} />
        </div>
      </div>
      <ReportGrid columns={report.columns} rows={rows} />
      {rows.length === 0 && <p className="px-3 py-4 text-muted">No row matches.</p>}
    </>
  );
}
