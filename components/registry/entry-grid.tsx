"use client";

import { useEffect, useMemo, useRef } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { cn } from "#lib/cn.ts";
import { columnsFrom, drawnColumns, leastWidth } from "./chosen-columns.ts";
import { ColumnHeads } from "./column-heads.tsx";
import { EntryRowLine } from "./entry-row-line.tsx";
import type { RowDeed } from "./row-keys.ts";
import { twoLines, useFrameSize } from "./use-frame-size.ts";
import { usePinnedCells } from "./use-pinned-cells.ts";
import { useRowFocus } from "./use-row-focus.ts";
import { useRowWindow } from "./use-row-window.ts";
import type { Selection } from "./use-selection.ts";
import { useUnsound } from "./use-unsound.ts";

export type EntryGridProps = {
  total: number;
  drawn: number;
  question: string;
  /** What is in the list; another one where it is something else. */
  listed: unknown;
  rowAt: (index: number) => EntryRow | undefined;
  /** Those that a person chose, if any. */
  columns: readonly string[] | undefined;
  sort: string | undefined;
  shown: string | undefined;
  selection: Selection;
  isStale: boolean;
  onSort: (sort: string | undefined) => void;
  onDeed: (deed: RowDeed, index: number, isRange: boolean) => void;
  onRange: (range: { first: number; last: number }) => void;
};

const frameLook = "@container relative min-h-64 flex-1 overflow-y-auto overscroll-contain";

/** A table of which only the rows in view are drawn, and the one that has the focus. */
export function EntryGrid(props: EntryGridProps) {
  const { total, rowAt, sort, shown, selection, onSort, onDeed, onRange } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = useFrameSize(frame);
  const { first, last, rowHeight, scrollToRow } = useRowWindow({ ...props, frame, size });
  const active = useRowFocus({ total, frame, scrollToRow, onDeed });
  useEffect(() => onRange({ first, last }), [onRange, first, last]);
  const faultOf = useUnsound();
  const { columns, beyond, style } = useColumns(props.columns, size?.rem);
  usePinnedCells(frame, beyond);

  return (
    <div
      ref={frame}
      data-slot="entry-grid"
      className={cn(frameLook, beyond > 0 ? "overflow-x-auto" : "overflow-x-hidden")}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it is a table, and one whose rows can be walked and selected.
        role="grid"
        aria-label="Models"
        aria-multiselectable={true}
        aria-rowcount={total + 1}
        aria-busy={props.isStale}
        data-slides={beyond > 0 ? "" : undefined}
        className={cn("group/grid block", props.isStale && "opacity-60")}
        style={style}
      >
        <ColumnHeads
          {...{ columns, sort, onSort }}
          isMeasured={size !== undefined}
          selected={selection.extent}
          onSelectAll={selection.toggleAll}
        />
        <tbody
          className="relative block"
          style={rowHeight === undefined ? undefined : { height: total * rowHeight }}
        >
          {indicesOf({ first, last, active, total }).map((index) => {
            const entry = rowAt(index);
            return (
              <EntryRowLine
                key={index}
                entry={entry}
                fault={entry && faultOf(entry.name)}
                index={index}
                top={rowHeight === undefined ? undefined : index * rowHeight}
                isNarrow={rowHeight === twoLines}
                columns={columns}
                isShown={entry !== undefined && entry.name === shown}
                isSelected={entry !== undefined && selection.names.has(entry.name)}
                isInTabOrder={index === active}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The columns, and how much wider than its frame the list is with them, in rem. */
function useColumns(chosen: readonly string[] | undefined, rem: number | undefined) {
  const whole = rem && Math.floor(rem);
  const columns = useMemo(() => drawnColumns(chosen, whole), [chosen, whole]);
  const width = leastWidth(columns);
  const beyond = rem === undefined || rem < columnsFrom ? 0 : Math.max(0, width - rem);
  return { columns, beyond, style: beyond > 0 ? { minWidth: `${width}rem` } : undefined };
}

type Drawn = { first: number; last: number; active: number; total: number };

/** The rows in view, with the one that has the focus before or behind them: a row that is taken away loses it. */
function indicesOf({ first, last, active, total }: Drawn): number[] {
  const inView = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  if (active >= total || (active >= first && active <= last)) return inView;
  return active < first ? [active, ...inView] : [...inView, active];
}
