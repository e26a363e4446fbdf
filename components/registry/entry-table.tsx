"use client";

import { useEffect, useRef } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { cn } from "#lib/cn.ts";
import { ColumnHeads } from "./column-heads.tsx";
import type { EntryColumn } from "./entry-columns.tsx";
import { EntryTableRow } from "./entry-table-row.tsx";
import { useRowFocus } from "./use-row-focus.ts";
import { useRowWindow } from "./use-row-window.ts";

export type EntryTableProps = {
  total: number;
  drawn: number;
  question: string;
  rowAt: (index: number) => EntryRow | undefined;
  columns: readonly EntryColumn[];
  sort: string | undefined;
  shown: string | undefined;
  isStale: boolean;
  href: (name: string) => string;
  onSort: (sort: string | undefined) => void;
  onOpen: (name: string) => void;
  onRange: (range: { first: number; last: number }) => void;
};

/** A real table of which only the rows in view are drawn. */
export function EntryTable(props: EntryTableProps) {
  const { total, drawn, question, rowAt, columns, sort, shown, isStale, href, onSort, onOpen, onRange } =
    props;
  const frame = useRef<HTMLDivElement>(null);
  const { first, last, above, below, scrollToRow } = useRowWindow({ frame, total, drawn, question });
  const active = useRowFocus({ total, frame, scrollToRow });
  useEffect(() => onRange({ first, last }), [onRange, first, last]);
  const indices = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  const inTabOrder = active >= first && active <= last ? active : first;

  return (
    <div
      ref={frame}
      data-slot="entry-table"
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
          <Gap height={above} />
          {indices.map((index) => {
            const entry = rowAt(index);
            return (
              <EntryTableRow
                key={index}
                entry={entry}
                index={index}
                columns={columns}
                isShown={entry !== undefined && entry.name === shown}
                isInTabOrder={index === inTabOrder}
                href={href}
                onOpen={onOpen}
              />
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. Its height is set in the browser, never in the markup that the server sends. */
function Gap({ height }: { height: number }) {
  return height <= 0 ? null : <tr data-slot="gap" style={{ height }} />;
}
