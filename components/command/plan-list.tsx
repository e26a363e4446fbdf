"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import type { PlanRow } from "./plan-rows.ts";

const rowPx = 32;

type PlanListProps = { rows: readonly PlanRow[]; lineOf: (row: PlanRow) => ReactNode };

/** A plan too long to draw whole: only what is in view exists. */
export function PlanList({ rows, lineOf }: PlanListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section ref={frame} tabIndex={0} aria-label="Plan" className="relative h-96 overflow-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: the rows hang at places of their own. */}
      <div role="list" className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row && (
              // biome-ignore lint/a11y/useSemanticElements: see above.
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className="absolute inset-x-0 top-0 border-line border-b"
                style={{ transform: `translateY(${start}px)` }}
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
