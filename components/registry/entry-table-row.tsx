"use client";

import { memo } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { cn } from "#lib/cn.ts";
import { type EntryColumn, toSecondLine } from "./entry-columns.tsx";
import { EntryMarks } from "./entry-states.tsx";
import { RowMenu } from "./row-menu.tsx";

const cellLook = "h-13 border-b px-2 @xl:h-9";

export type EntryTableRowProps = {
  entry: EntryRow | undefined;
  index: number;
  columns: readonly EntryColumn[];
  isShown: boolean;
  isInTabOrder: boolean;
  href: (name: string) => string;
  onOpen: (name: string) => void;
};

/** One model. Its name is a link to its details, so it opens in a new tab as well as in the pane. */
export const EntryTableRow = memo(function EntryTableRow(props: EntryTableRowProps) {
  const { entry, index, columns, isShown, isInTabOrder, href, onOpen } = props;
  if (entry === undefined) return <WaitingRow index={index} columns={columns} />;
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isShown ? "true" : undefined}
      className={cn(
        "group/row relative text-sm focus-within:bg-surface-2 hover:bg-surface-2",
        isShown && "bg-accent-soft hover:bg-accent-soft focus-within:bg-accent-soft",
      )}
    >
      <th scope="row" className={cn(cellLook, "pl-4 text-left font-normal")}>
        <div className="flex min-w-0 items-center gap-2">
          <a
            href={href(entry.name)}
            tabIndex={isInTabOrder ? 0 : -1}
            data-row-link=""
            title={entry.name}
            className="min-w-0 shrink truncate rounded-sm font-medium before:absolute before:inset-0"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
              event.preventDefault();
              onOpen(entry.name);
            }}
          >
            {entry.displayName}
          </a>
          <EntryMarks entry={entry} />
          {entry.name !== entry.displayName && (
            <span className="hidden min-w-0 flex-1 truncate font-mono text-muted text-xs @7xl:block">
              {entry.name}
            </span>
          )}
        </div>
        <div className="truncate text-muted text-xs @xl:hidden">{toSecondLine(entry)}</div>
      </th>
      {columns.map(({ id, place, cell }) => (
        <td key={id} className={cn(cellLook, "truncate", place)}>
          {cell(entry)}
        </td>
      ))}
      <td className={cn(cellLook, "w-10 pr-2 pl-0 text-right")}>
        <RowMenu entry={entry} isInTabOrder={isInTabOrder} onOpen={onOpen} />
      </td>
    </tr>
  );
});

/** The shape of a row whose words are on their way. */
function WaitingRow({ index, columns }: { index: number; columns: readonly EntryColumn[] }) {
  return (
    <tr data-index={index} aria-rowindex={index + 2}>
      <td className={cn(cellLook, "pl-4")}>
        <Skeleton className="w-48 max-w-full" />
      </td>
      {columns.map(({ id, place }) => (
        <td key={id} className={cn(cellLook, place)}>
          <Skeleton className="w-3/4" />
        </td>
      ))}
      <td className={cn(cellLook, "w-10")} />
    </tr>
  );
}
