"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { cn } from "#lib/cn.ts";
import { ColumnHeads } from "./column-heads.tsx";
import type { EntryColumn } from "./entry-columns.tsx";
import { EntryTableRow } from "./entry-table-row.tsx";
import { useRowFocus } from "./use-row-focus.ts";
import { useRowHeight } from "./use-row-height.ts";

const headHeight = 32;
const rowsBeyond = 8;

export type EntryTableProps = {
  total: number;
  rowAt: (index: number) => EntryRow | undefined;
  columns: readonly EntryColumn[];
  sort: string | undefined;
  shown: string | undefined;
  isStale: boolean;
  href: (name: string) => string;
  onSort: (sort: string | undefined) => void;
  onOpen: (name: string) => void;
  onRange: (range: { first: number; last: number }) => void;
  /** How many rows the server drew; they stay until the browser has taken over. */
  drawn: number;
  /** Another question begins at the top again. */
  question: string;
};

/** A real table of which only the rows in view are drawn. */
export function EntryTable(props: EntryTableProps) {
  const { total, rowAt, columns, sort, shown, isStale, href, onSort, onOpen, onRange, drawn, question } =
    props;
  const frame = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(frame);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyond,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const [isAlive, setIsAlive] = useState(false);
  useEffect(() => setIsAlive(true), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is not read here, but what was measured with another one is void.
  useEffect(() => rows.measure(), [rows, rowHeight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what the effect waits for.
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0;
  }, [question]);

  const scrollToRow = useCallback((index: number) => rows.scrollToIndex(index), [rows]);
  const { active, onKeyDown, onFocus } = useRowFocus({ total, frame, scrollToRow });
  const items = isAlive ? rows.getVirtualItems() : [];
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? Math.min(drawn, total) - 1;
  useEffect(() => onRange({ first, last }), [onRange, first, last]);
  const indices = useMemo(
    () => Array.from({ length: last - first + 1 }, (_, step) => first + step),
    [first, last],
  );
  const entry = active >= first && active <= last ? active : first;

  return (
    <div
      ref={frame}
      data-slot="entry-table"
      role="presentation"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      className="@container relative min-h-64 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain"
    >
      <table
        aria-label="Models"
        aria-rowcount={total + 1}
        aria-busy={isStale}
        className={cn("w-full table-fixed border-separate border-spacing-0", isStale && "opacity-60")}
      >
        <ColumnHeads columns={columns} sort={sort} onSort={onSort} />
        <tbody>
          <Gap height={first * rowHeight} />
          {indices.map((index) => {
            const row = rowAt(index);
            return (
              <EntryTableRow
                key={index}
                entry={row}
                index={index}
                columns={columns}
                isShown={row !== undefined && row.name === shown}
                isInTabOrder={index === entry}
                href={href}
                onOpen={onOpen}
              />
            );
          })}
          <Gap height={isAlive ? (total - last - 1) * rowHeight : 0} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. Its height is set in the browser, never in the markup that the server sends. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return <tr data-slot="gap" style={{ height }} />;
}
