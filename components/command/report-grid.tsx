"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { letsDialogScroll, useScroller } from "#components/ui/use-scroller.ts";
import { cn } from "#lib/cn.ts";
import { type Report, type ReportRow, widthsOf } from "./report-rows.ts";

type ReportGridProps = Pick<Report, "columns" | "rows">;

const virtualFrom = 200;
const rowPx = 37;

/** The rows of a report. Of many, only those in view exist, between two that hold the place of the rest. */
export function ReportGrid({ columns, rows }: ReportGridProps) {
  const frame = useRef<HTMLElement>(null);
  const isLong = rows.length > virtualFrom;
  const { scroller, below } = useScroller(frame);
  const list = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: scroller,
    scrollMargin: below,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const shown = list.getVirtualItems();
  const above = (shown[0]?.start ?? below) - below;
  const under = list.getTotalSize() - ((shown.at(-1)?.end ?? below) - below);
  const indices = isLong ? shown.map(({ index }) => index) : [...rows.keys()];
  return (
    <section
      ref={frame}
      aria-label="Report"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn("@container relative overflow-auto", isLong ? "h-96" : "max-h-96", letsDialogScroll)}
    >
      <table aria-rowcount={rows.length + 1} className="w-full table-fixed text-sm @max-2xl:block">
        <colgroup>
          {widthsOf({ columns, rows }).map((width, index) => (
            <col key={columns[index]} style={{ width: `${width}%` }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 in-data-[slot=dialog-body]:-top-4 bg-surface-2 text-left text-muted text-xs @max-2xl:sr-only">
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col" className={cn("h-8 px-3 font-medium", alignOf(column))}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="@max-2xl:block">
          {above > 0 && <Gap px={above} />}
          {indices.map((index) => (
            <ReportLine
              key={index}
              columns={columns}
              row={rows[index]}
              index={index}
              measure={isLong ? list.measureElement : undefined}
            />
          ))}
          {isLong && under > 0 && <Gap px={under} />}
        </tbody>
      </table>
    </section>
  );
}

/** Sizes stand below each other by their last digits. */
const alignOf = (column: string) =>
  /bytes$/i.test(column) ? "whitespace-nowrap text-right tabular-nums" : undefined;

type ReportLineProps = {
  columns: readonly string[];
  row: ReportRow | undefined;
  index: number;
  measure: ((element: Element | null) => void) | undefined;
};

/** Where it is narrow the first cell has a line of its own; those that follow say which column they are of. */
const ReportLine = ({ columns, row, index, measure }: ReportLineProps) => (
  <tr
    ref={measure}
    data-index={index}
    aria-rowindex={index + 2}
    className="border-line border-b @max-2xl:flex @max-2xl:flex-wrap @max-2xl:gap-x-3 @max-2xl:px-3 @max-2xl:py-2"
  >
    {columns.map((column) => (
      <td
        key={column}
        data-column={column}
        className={cn(
          "wrap-anywhere px-3 py-2 align-top @max-2xl:max-w-full @max-2xl:p-0 @max-2xl:empty:hidden",
          "@max-2xl:first:basis-full @max-2xl:first:font-medium",
          "@max-2xl:not-first:before:text-muted @max-2xl:not-first:before:content-[attr(data-column)_'_']",
          alignOf(column),
        )}
      >
        {row?.[column]}
      </td>
    ))}
  </tr>
);

const Gap = ({ px }: { px: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without a tabindex takes no focus.
  <tr aria-hidden="true" className="@max-2xl:block" style={{ height: px }}>
    <td />
  </tr>
);
