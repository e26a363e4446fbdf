"use client";

import { ArrowDown, ArrowUp, Star } from "lucide-react";
import { memo } from "react";
import { cn } from "#lib/cn.ts";
import { ariaSortOf, nextSort } from "./browse-state.ts";
import type { EntryColumn } from "./entry-columns.tsx";

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
        <th scope="col" className="flex w-9 shrink-0 justify-end">
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
        {columns.map((column) => column.id === "favourite" && head(column, placeOf(column)))}
        {head({ id: "name", title: "Model", sort: "name" }, "min-w-0 flex-1")}
        {columns.map((column) => column.id !== "favourite" && head(column, placeOf(column)))}
        <th scope="col" className="w-10 shrink-0">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
});

type SortButtonProps = {
  title: string;
  /** Numbers end where their title ends, so the arrow stands before it. */
  isRight: boolean;
  order: ReturnType<typeof ariaSortOf>;
  onPress: () => void;
};

function SortButton({ title, isRight, order, onPress }: SortButtonProps) {
  const Arrow = order === "descending" ? ArrowDown : ArrowUp;
  const isStar = title === "Favourite";
  return (
    <button
      type="button"
      onClick={onPress}
      className={cn(
        "group/sort -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink",
        order !== "none" && "text-ink",
        isRight && "flex-row-reverse",
      )}
    >
      {isStar ? <Star role="img" aria-label={title} className="size-3.5" /> : title}
      {(!isStar || order !== "none") && (
        <Arrow
          aria-hidden="true"
          className={cn(
            "size-3",
            isStar && "-ml-1.5",
            order === "none" && "opacity-0 group-hover/sort:opacity-60",
          )}
        />
      )}
    </button>
  );
}
