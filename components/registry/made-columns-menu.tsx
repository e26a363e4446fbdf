"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { drawnColumns, moved } from "./chosen-columns.ts";
import { ColumnsButton, type ColumnsMenuProps } from "./columns-button.tsx";
import { entryColumns } from "./entry-columns.tsx";
import { usePlaceSize } from "./use-frame-size.ts";

/** Which columns there are, and in which order. Every change is seen in the list at once. */
export function MadeColumnsMenu({ chosen, onChoose }: ColumnsMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  const list = usePlaceSize("entry-grid")?.rem;
  // Details that are open beside the list take nothing from what is usual.
  const place = usePlaceSize("entry-place")?.rem;
  const ticked = chosen ?? idsOf(drawnColumns(undefined, place));
  const drawn = idsOf(drawnColumns(chosen, list));
  const others = idsOf(entryColumns).filter((id) => !ticked.includes(id));
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild={true}>
        <ColumnsButton />
      </DialogTrigger>
      <DialogContent width="sm">
        <DialogHeader>
          <DialogTitle>Columns</DialogTitle>
          <DialogDescription>
            {chosen === undefined
              ? "Those there is room for, until you choose."
              : "Those you chose. Where they need more room, the list scrolls sideways."}
          </DialogDescription>
        </DialogHeader>
        <DialogBody className="gap-0 p-2">
          <ul>
            {[...ticked, ...others].map((id) => (
              <ColumnLine
                key={id}
                {...{ id, ticked, onChoose }}
                isWaiting={ticked.includes(id) && !drawn.includes(id)}
              />
            ))}
          </ul>
        </DialogBody>
        <DialogFooter>
          <Button size="sm" onClick={() => onChoose(undefined)}>
            Reset columns
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const idsOf = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);

type ColumnLineProps = Pick<ColumnsMenuProps, "onChoose"> & {
  id: string;
  ticked: readonly string[];
  isWaiting: boolean;
};

function ColumnLine({ id, ticked, onChoose, isWaiting }: ColumnLineProps) {
  const title = entryColumns.find((column) => column.id === id)?.title ?? id;
  const isChosen = ticked.includes(id);
  const isOnly = isChosen && ticked.length === 1;
  return (
    <li className="flex h-8 items-center gap-2 rounded-sm px-2 hover:bg-surface-2">
      <Checkbox
        id={`column-${id}`}
        checked={isChosen}
        disabled={isOnly}
        aria-describedby={isWaiting ? `column-${id}-waits` : undefined}
        onChange={() => onChoose(isChosen ? ticked.filter((other) => other !== id) : [...ticked, id])}
      />
      <label htmlFor={`column-${id}`} className="min-w-0 flex-1">
        {title}
      </label>
      {isWaiting && (
        <span id={`column-${id}-waits`} className="shrink-0 text-muted text-xs">
          Hidden, no room
        </span>
      )}
      {isChosen && (
        <>
          <MoveButton
            words={`Move ${title} to the left`}
            isLeft={true}
            onMove={() => onChoose(moved(ticked, id, -1))}
          />
          <MoveButton
            words={`Move ${title} to the right`}
            isLeft={false}
            onMove={() => onChoose(moved(ticked, id, 1))}
          />
        </>
      )}
    </li>
  );
}

function MoveButton({ words, isLeft, onMove }: { words: string; isLeft: boolean; onMove: () => void }) {
  const Arrow = isLeft ? ArrowUp : ArrowDown;
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={<Arrow aria-hidden="true" />}
      aria-label={words}
      title={words}
      onClick={onMove}
    />
  );
}
