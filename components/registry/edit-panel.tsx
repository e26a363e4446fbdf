"use client";

import { lazy, Suspense, useEffect } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { ClosedNote } from "./edit-closed.tsx";
import { EditElsewhere } from "./edit-elsewhere.tsx";
import { EntryTabs } from "./entry-tabs.tsx";
import { useEntryEdit } from "./use-entry-edit.ts";

const EditBar = lazy(() => import("./edit-bar.tsx").then(({ EditBar }) => ({ default: EditBar })));
const EditLeave = lazy(() => import("./edit-leave.tsx").then(({ EditLeave }) => ({ default: EditLeave })));

export type EditPanelProps = {
  details: EntryDetails;
  /** Whether the details are asked to close. */
  isLeaving: boolean;
  onStay: () => void;
  onLeave: () => void;
};

/** The details of a model, to be read and edited. */
export function EditPanel({ details, isLeaving, onStay, onLeave }: EditPanelProps) {
  const edit = useEntryEdit(details);
  const count = edit.changes.length;
  const isAsking = isLeaving && count > 0;
  const isFree = isLeaving && count === 0;
  useEffect(() => {
    if (isFree) onLeave();
  }, [isFree, onLeave]);
  return (
    <>
      <ClosedNote edit={edit} />
      <EntryTabs details={details} edit={edit} />
      {count > 0 && (
        <Suspense>
          <EditBar edit={edit} />
        </Suspense>
      )}
      <EditElsewhere name={details.name} className="border-t" />
      {isAsking && (
        <Suspense>
          <EditLeave
            count={count}
            onStay={onStay}
            onKeep={onLeave}
            onDiscard={() => {
              edit.reset();
              onLeave();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
