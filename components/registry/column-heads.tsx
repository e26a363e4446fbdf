"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "#lib/cn.ts";
import { ariaSortOf, nextSort } from "./browse-state.ts";
import type { EntryColumn } from "./entry-columns.tsx";

type Heads = {
  columns: readonly EntryColumn[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
};

const modelColumn = { id: "name", title: "Model", sort: "name", place: "pl-4" };
const headLook = "sticky top-0 z-10 h-8 border-b bg-surface-1 px-2 text-left font-medium text-muted text-xs";

export function ColumnHeads({ columns, sort, onSort }: Heads) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {[modelColumn, ...columns].map(({ id, title, sort: key, place }) => (
          <th
            key={id}
            scope="col"
            aria-sort={key === undefined ? undefined : ariaSortOf(sort, key)}
            className={cn(headLook, place)}
          >
            {key === undefined ? (
              title
            ) : (
              <SortButton
                title={title}
                isRight={place.includes("text-right")}
                order={ariaSortOf(sort, key)}
                onPress={() => onSort(nextSort(sort, key))}
              />
            )}
          </th>
        ))}
        <th scope="col" className={cn(headLook, "w-10")}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

type SortButtonProps = {
  title: string;
  /** Numbers end where their title ends, so the arrow stands before it. */
  isRight: boolean;
  order: ReturnType<typeof ariaSortOf>;
  onPress: () => void;
};

function SortButton({ title, isRight, order, onPress }: SortButtonProps) {
  const Arrow = order === "descending" ? ArrowDown : ArrowUp;
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
      {title}
      <Arrow
        aria-hidden="true"
        className={cn("size-3", order === "none" && "opacity-0 group-hover/sort:opacity-60")}
      />
    </button>
  );
}
