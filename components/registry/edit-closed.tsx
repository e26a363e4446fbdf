import type { ReactNode } from "react";
import type { EntryEdit } from "./use-entry-edit.ts";

/** Said once above all that could be edited, where nothing can be now. */
export function ClosedNote({ edit: { details } }: { edit: EntryEdit }) {
  if (details.closed === undefined) return null;
  return (
    <p className="mx-4 mb-2 shrink-0 break-words rounded-md bg-surface-2 px-3 py-2 text-muted text-sm">
      Nothing can be edited now: {details.closed}
    </p>
  );
}

/** Fields of a model; each is off where nothing can be edited. */
export function EditFields({ edit: { details }, children }: { edit: EntryEdit; children: ReactNode }) {
  return (
    <fieldset disabled={details.closed !== undefined} className="contents">
      {children}
    </fieldset>
  );
}
