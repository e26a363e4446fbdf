"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { paths } from "#lib/paths.ts";
import { BatchBar } from "./batch-bar.tsx";
import type { BatchDeed, BatchWish } from "./batch-deeds.ts";
import { EntryGrid, type EntryGridProps } from "./entry-grid.tsx";
import { focusEdit } from "./focus-edit.ts";
import type { RowDeed } from "./row-keys.ts";
import type { ListedEntries } from "./use-entries.ts";
import { useSelection } from "./use-selection.ts";

const RowMenu = lazy(() => import("./row-menu.tsx").then((room) => ({ default: room.RowMenu })));
const BatchDialog = lazy(() => import("./batch-dialog.tsx").then((room) => ({ default: room.BatchDialog })));

export type EntryListProps = Pick<
  EntryGridProps,
  "drawn" | "question" | "columns" | "sort" | "shown" | "onSort" | "onRange"
> & { entries: ListedEntries; onOpen: (name: string | undefined) => void };

type Pressed = { entry: EntryRow; anchor: HTMLElement };

/** The list, what is selected in it, and what can be done with that. */
export function EntryList({ entries, onOpen, ...rest }: EntryListProps) {
  const { rowAt, index } = entries;
  const router = useRouter();
  const selection = useSelection(entries);
  const [pressed, setPressed] = useState<Pressed>();
  const [wish, setWish] = useState<BatchWish>();
  const { toggle, names } = selection;
  const { shown } = rest;

  const onDeed = useCallback(
    (deed: RowDeed, at: number, isRange: boolean) => {
      const entry = rowAt(at);
      if (entry === undefined) return;
      if (deed === "select") return toggle(at, isRange);
      if (deed === "look") return onOpen(entry.name === shown ? undefined : entry.name);
      if (deed === "menu") return setPressed(pressedAt(entry, at));
      onOpen(entry.name);
      if (deed === "edit") focusEdit(entry.name);
    },
    [rowAt, toggle, onOpen, shown],
  );
  const compared = useMemo(
    () => (pressed === undefined ? [] : [...new Set([...names, pressed.entry.name])]),
    [names, pressed],
  );
  const wishFor = (deed: BatchDeed, of: readonly string[]) => setWish({ deed, names: of });

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <EntryGrid
        {...rest}
        total={entries.total}
        rowAt={rowAt}
        listed={entries.found ?? rest.question}
        isStale={entries.isStale}
        selection={selection}
        onDeed={onDeed}
      />
      {names.size > 0 && (
        <BatchBar selection={selection} index={index} onDeed={(deed) => wishFor(deed, [...names])} />
      )}
      <Suspense>
        {pressed !== undefined && (
          <RowMenu
            {...pressed}
            compared={compared.length}
            onCompare={() => router.push(paths.compare(compared))}
            onOpen={() => onOpen(pressed.entry.name)}
            onDeed={(deed) => wishFor(deed, [pressed.entry.name])}
            onClose={() => setPressed(undefined)}
          />
        )}
        {wish !== undefined && <BatchDialog wish={wish} onClose={() => setWish(undefined)} />}
      </Suspense>
    </div>
  );
}

function pressedAt(entry: EntryRow, at: number): Pressed | undefined {
  const anchor = document.querySelector<HTMLElement>(`[data-index="${at}"] [data-row-menu]`);
  return anchor === null ? undefined : { entry, anchor };
}
