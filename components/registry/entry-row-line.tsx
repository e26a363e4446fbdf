"use client";

import { memo } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { cn } from "#lib/cn.ts";
import { paths } from "#lib/paths.ts";
import { type EntryColumn, isStar, toSecondLine } from "./entry-columns.tsx";
import { EntryMarks } from "./entry-states.tsx";
import { pinnedCheck, pinnedMenu, pinnedName, pinnedStar } from "./pinned-cells.ts";

export type EntryRowLineProps = {
  entry: EntryRow | undefined;
  /** What a check found wrong with it. */
  fault: string | undefined;
  index: number;
  /** Where it stands; absent in what the server sends, where one follows the other. */
  top: number | undefined;
  /** Whether there is no room for columns, and a second line instead. */
  isNarrow: boolean;
  columns: readonly EntryColumn[];
  isShown: boolean;
  isSelected: boolean;
  isInTabOrder: boolean;
};

const line = "flex w-full items-center border-b text-sm contain-strict";
const plain = "bg-surface-1 focus-within:bg-surface-2 hover:bg-surface-2";
const marked = "bg-accent-soft";
/** Gives way before what stands beside it does, to the last part of a pixel. */
const yielding = "shrink-[1000000]";
const shown = "shadow-[inset_3px_0_0_var(--color-accent)]";

/**
 * One model. Its name is a link to its details, so it opens in a new tab as well as in the pane. The list listens for
 * all its rows, so a row is nothing but what it shows.
 */
export const EntryRowLine = memo(function EntryRowLine(props: EntryRowLineProps) {
  const { entry, fault, index, top, isNarrow, columns, isShown, isSelected, isInTabOrder } = props;
  const tabIndex = isInTabOrder ? 0 : -1;
  const look = cn(line, placeOf(props));
  if (entry === undefined) return <WaitingLine {...props} look={look} />;
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isShown ? "true" : undefined}
      className={cn(look, isShown || isSelected ? marked : plain)}
      style={top === undefined ? undefined : { top }}
    >
      <td className={cn(pinnedCheck, isShown && shown)}>
        <input
          type="checkbox"
          data-row-check=""
          aria-label={`Select ${entry.displayName}`}
          tabIndex={tabIndex}
          checked={isSelected}
          readOnly={true}
          className="size-4 accent-accent"
        />
      </td>
      {columns.map((column) => isStar(column) && <Cell key={column.id} {...{ column, entry, top }} />)}
      <th scope="row" className={cn("font-normal", pinnedName)}>
        <div className="flex min-w-0 items-center gap-2">
          <a
            href={paths.model(entry.name)}
            tabIndex={tabIndex}
            data-row-link=""
            title={entry.name}
            className="min-w-0 shrink truncate rounded-sm font-medium before:absolute before:inset-0 group-data-slides/grid:before:-inset-x-[200rem]"
          >
            {entry.displayName}
          </a>
          {!isNarrow && (
            <EntryMarks
              {...{ entry, fault }}
              className={cn(yielding, top === undefined && "@max-xl:hidden")}
            />
          )}
        </div>
        {(top === undefined || isNarrow) && (
          <div className={cn("flex min-w-0 items-center gap-2", top === undefined && "@xl:hidden")}>
            <EntryMarks {...{ entry, fault }} />
            <span className={cn("truncate text-muted text-xs", yielding)}>{toSecondLine(entry)}</span>
          </div>
        )}
      </th>
      {columns.map((column) => !isStar(column) && <Cell key={column.id} {...{ column, entry, top }} />)}
      <td className={pinnedMenu}>
        <button
          type="button"
          data-row-menu=""
          tabIndex={tabIndex}
          aria-haspopup="menu"
          aria-label={`Actions for ${entry.displayName}`}
          className="size-7 rounded-md font-bold text-muted hover:bg-surface-3 hover:text-ink"
        >
          ⋯
        </button>
      </td>
    </tr>
  );
});

/** Until the width was measured the stylesheet looks at it; asking it again for each row that comes would cost half a frame. */
function placeOf({ top, isNarrow }: Pick<EntryRowLineProps, "top" | "isNarrow">): string {
  if (top === undefined) return "relative h-13 @xl:h-9";
  return cn("absolute inset-x-0", isNarrow ? "h-13" : "h-9");
}

type CellProps = { column: EntryColumn; entry: EntryRow; top: number | undefined };

function Cell({ column, entry, top }: CellProps) {
  const { width, from, isRight, cell } = column;
  return (
    <td
      className={cn(
        "shrink-0 truncate px-2",
        width,
        top === undefined && from,
        isRight && "text-right",
        isStar(column) && pinnedStar,
      )}
    >
      {cell(entry)}
    </td>
  );
}

/** The shape of a row whose words are on their way. */
function WaitingLine({ index, top, columns, look }: EntryRowLineProps & { look: string }) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      className={look}
      style={top === undefined ? undefined : { top }}
    >
      <td className="min-w-0 flex-1 pr-2 pl-11">
        <Skeleton className="w-48 max-w-full" />
      </td>
      {columns.map(
        ({ id, width }) =>
          !isStar({ id }) && (
            <td key={id} className={cn("shrink-0 px-2", width)}>
              <Skeleton className="w-3/4" />
            </td>
          ),
      )}
      <td className="w-10 shrink-0" />
    </tr>
  );
}
