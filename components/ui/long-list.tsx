"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import { cn } from "#lib/cn.ts";
import { letsDialogScroll, useScroller } from "./use-scroller.ts";

type LongListProps<Row> = {
  rows: readonly Row[];
  label: string;
  /** What a row is before it was measured. */
  rowPx: number;
  className?: string;
  lineOf: (row: Row) => ReactNode;
};

/** A list too long to draw whole: only what is in view exists. */
export function LongList<Row>({ rows, label, rowPx, className, lineOf }: LongListProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const { scroller, below } = useScroller(frame);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: scroller,
    scrollMargin: below,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className={cn("relative overflow-auto", className, letsDialogScroll)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: the rows hang at places of their own. */}
      <div role="list" aria-label={label} className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              // biome-ignore lint/a11y/useSemanticElements: see above.
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className="absolute inset-x-0 top-0 border-line border-b"
                style={{ transform: `translateY(${start - below}px)` }}
              >
                {lineOf(row)}
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}
