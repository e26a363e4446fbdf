import { useMemo } from "react";
import { toCountWords } from "#lib/format.ts";
import { toReport } from "./report-rows.ts";

const shownMax = 500;

/** What a command found, entry by entry. */
export function ReportTable({ report }: { report: unknown }) {
  const table = useMemo(() => toReport(report), [report]);
  if (!table) return null;
  const { columns, rows } = table;
  return (
    <section
      aria-label="Report"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-surface-2 text-left text-muted text-xs">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="h-8 px-3 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.slice(0, shownMax).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report never moves.
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className="max-w-96 break-words px-3 py-2 align-top">
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownMax && (
        <p className="border-line border-t px-3 py-2 text-muted text-sm">
          The first {shownMax} of {toCountWords(rows.length, "row")}. The log has them all.
        </p>
      )}
    </section>
  );
}
