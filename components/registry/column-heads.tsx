"use client";

import { ArrowDown, ArrowUp, Star } from "lucide-react";
import { type FocusEvent, memo } from "react";
import { cn } from "#lib/cn.ts";
import { ariaSortOf, nextSort } from "./browse-state.ts";
import { type EntryColumn, isStar } from "./entry-columns.tsx";
import { NarrowOrder } from "./narrow-order.tsx";
import { pinnedCheck, pinnedMenu, pinnedName, pinnedStar } from "./pinned-cells.ts";

type Heads = {
  columns: readonly EntryColumn[];
  /** Whether the room was measured; until then the stylesheet decides which columns there are. */
  isMeasured: boolean;
  sort: string | undefined;
  selected: "all" | "some" | "none";
  onSort: (sort: string | undefined) => void;
  /** Absent where not all models are known here. */
  onSelectAll: (() => void) | undefined;
};

export const ColumnHeads = memo(function ColumnHeads(props: Heads) {
  const { columns, isMeasured, sort, selected, onSort, onSelectAll } = props;
  const head = (column: Pick<EntryColumn, "id" | "title" | "sort" | "isRight">, place: string) => (
    <th
      key={column.id}
      scope="col"
      aria-sort={ariaSortOf(sort, column.sort)}
      className={cn("px-2 font-medium", column.isRight ? "text-right" : "text-left", place)}
    >
      <SortButton
        title={column.title}
        hasStar={isStar(column)}
        isRight={column.isRight === true}
        order={ariaSortOf(sort, column.sort)}
        onPress={() => onSort(nextSort(sort, column.sort))}
      />
    </th>
  );
  const placeOf = ({ width, from }: EntryColumn) => cn("shrink-0", width, !isMeasured && from);
  return (
    <thead className="sticky top-0 z-10 block">
      <tr
        aria-rowindex={1}
        className="flex h-8 items-center border-b bg-surface-1 font-medium text-muted text-xs"
      >
        <th scope="col" className={pinnedCheck}>
          <input
            type="checkbox"
            aria-label="Select all that match"
            className="size-4 accent-accent"
            checked={selected === "all"}
            disabled={onSelectAll === undefined}
            ref={(box) => {
              if (box !== null) box.indeterminate = selected === "some";
            }}
            onChange={onSelectAll ?? (() => undefined)}
          />
        </th>
        {columns.map((column) => isStar(column) && head(column, cn(placeOf(column), pinnedStar)))}
        {head({ id: "name", title: "Model", sort: "name" }, pinnedName)}
        {columns.map((column) => !isStar(column) && head(column, placeOf(column)))}
        <th scope="col" className={pinnedMenu}>
          <span className="sr-only">Actions</span>
          <NarrowOrder sort={sort} onSort={onSort} />
        </th>
      </tr>
    </thead>
  );
});

/** A browser takes what the pinned cells cover for seen. A press by hand must meet the title where it is. */
function bringIntoView({ currentTarget: button }: FocusEvent<HTMLElement>) {
  if (button.matches(":focus-visible")) button.scrollIntoView({ block: "nearest", inline: "nearest" });
}

type SortButtonProps = {
  title: string;
  /** Whether a star stands for the title. */
  hasStar: boolean;
  /** Numbers end where their title ends, so the arrow stands before it. */
  isRight: boolean;
  order: ReturnType<typeof ariaSortOf>;
  onPress: () => void;
};

function SortButton({ title, hasStar, isRight, order, onPress }: SortButtonProps) {
  const Arrow = order === "descending" ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={onPress}
      onFocus={bringIntoView}
      className={cn(
        "group/sort -mx-1 group-data-slides/grid:scroll-mr-12 group-data-slides/grid:scroll-ml-88 inline-flex h-6 w-fit items-center gap-1 rounded-sm px-1 hover:text-ink",
        order !== "none" && "text-ink",
        isRight && "flex-row-reverse",
      )}
    >
      {hasStar ? <Star role="img" aria-label={title} className="size-3.5" /> : title}
      {(!hasStar || order !== "none") && (
        <Arrow
          aria-hidden="true"
          className={cn(
            // A narrow list says its order beside the way to change it.
            "size-3 @max-xl:hidden",
            hasStar && "-ml-1.5",
            order === "none" && "opacity-0 group-hover/sort:opacity-60",
          )}
        />
      )}
    </button>
  );
}
