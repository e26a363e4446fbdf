"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";
import type { EditConflict } from "./edit-merge.ts";
import { labelOf, valueWordsOf } from "./edit-values.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

type EditConflictsProps = {
  edit: EntryEdit;
  /** Called once a conflict is gone, and the button that settled it with it. */
  onSettled: () => void;
};

/** What was changed here and elsewhere: as it was, as it is there now, as it stands here. Nothing is decided by itself. */
export function EditConflicts({ edit, onSettled }: EditConflictsProps) {
  const { conflicts } = edit;
  const settle: EntryEdit["settle"] = (conflict, by) => {
    edit.settle(conflict, by);
    requestAnimationFrame(onSettled);
  };
  return (
    <section aria-label="Changed elsewhere too" className="flex flex-col gap-2">
      <p role="alert" className="flex items-start gap-2 text-sm">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          {toCountWords(conflicts.length, "field")} {conflicts.length === 1 ? "was" : "were"} changed
          elsewhere too. Say for each what it is to be; the fields above can still be edited.
        </span>
      </p>
      {conflicts.map((conflict) => (
        <ConflictRow
          key={conflict.key}
          conflict={conflict}
          yours={edit.values[conflict.key]}
          settle={settle}
        />
      ))}
    </section>
  );
}

type ConflictRowProps = Pick<EntryEdit, "settle"> & { conflict: EditConflict; yours: string | undefined };

function ConflictRow({ conflict, yours, settle }: ConflictRowProps) {
  const { key, was, theirs } = conflict;
  const label = labelOf(key);
  const columns = [
    ["Was", was],
    ["Theirs", theirs],
    ["Yours", yours],
  ] as const;
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-surface-1 p-2">
      <p className="font-medium text-sm">{label}</p>
      <dl className="grid grid-cols-3 gap-2">
        {columns.map(([title, value]) => (
          <div key={title} className="flex min-w-0 flex-col gap-0.5">
            <dt className="text-muted text-xs">{title}</dt>
            <dd className="max-h-24 overflow-auto whitespace-pre-wrap break-words text-sm">
              {valueWordsOf(key, value)}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="sm" aria-label={`Take theirs for ${label}`} onClick={() => settle(conflict, "theirs")}>
          Take theirs
        </Button>
        <Button size="sm" aria-label={`Keep yours for ${label}`} onClick={() => settle(conflict, "yours")}>
          Keep yours
        </Button>
      </div>
    </div>
  );
}
