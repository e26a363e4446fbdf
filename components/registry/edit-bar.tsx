"use client";

import { Save, Undo2 } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { takeLostFocus } from "#components/ui/take-lost-focus.ts";
import { cn } from "#lib/cn.ts";
import { toCountWords } from "#lib/format.ts";
import { commandsOf } from "./edit-commands.ts";
import { EditConflicts } from "./edit-conflicts.tsx";
import { faultsOf } from "./edit-faults.ts";
import { labelOf } from "./edit-values.ts";
import { focusEdited } from "./focus-edit.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

const EditSave = lazy(() => import("./edit-save.tsx").then(({ EditSave }) => ({ default: EditSave })));

/** What is changed and not saved, at the foot of the details. */
export function EditBar({ edit }: { edit: EntryEdit }) {
  const [isSaving, setIsSaving] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const { changes, conflicts, details, values } = edit;
  const faults = useMemo(() => faultsOf(values), [values]);
  const fault = [...faults].find(([key]) => changes.some((change) => change.key === key));
  const count = toCountWords(changes.length, "change");
  return (
    <div
      ref={bar}
      data-slot="edit-bar"
      tabIndex={-1}
      className="flex max-h-[60%] shrink-0 flex-col gap-3 overflow-y-auto border-t bg-surface-2 px-4 py-3 -outline-offset-2"
    >
      {conflicts.length > 0 && <EditConflicts edit={edit} onSettled={() => takeLostFocus(bar.current)} />}
      <div className="flex flex-wrap items-center gap-2">
        <Standing edit={edit} fault={fault} />
        <Button size="sm" icon={<Undo2 aria-hidden="true" />} onClick={() => resetThenGoBack(edit)}>
          Reset
        </Button>
        <Button
          size="sm"
          variant="primary"
          icon={<Save aria-hidden="true" />}
          disabled={fault !== undefined || conflicts.length > 0 || details.closed !== undefined}
          onClick={() => setIsSaving(true)}
        >
          {`Save ${count}…`}
        </Button>
      </div>
      {isSaving && (
        <Suspense>
          <EditSave
            title={`Save ${count} of ${details.displayName}`}
            verb={`Save ${count}`}
            commands={commandsOf(details, values, changes)}
            changes={changes}
            onClose={() => setIsSaving(false)}
            onReturn={() => focusEdited(edit.edited.current)}
          />
        </Suspense>
      )}
    </div>
  );
}

type StandingProps = { edit: EntryEdit; fault: readonly [key: string, says: string] | undefined };

/** How much is not saved, what keeps it from that, and what came from elsewhere. */
function Standing({ edit: { changes, conflicts, taken }, fault }: StandingProps) {
  // What is wrong, or was taken over, is a sentence; beside the buttons it would stand word below word.
  const isTold = fault === undefined && conflicts.length === 0 && taken.length > 0;
  return (
    <p
      role="status"
      className={cn("min-w-0 text-sm", isTold || fault !== undefined ? "basis-full" : "flex-1")}
    >
      <span className="font-medium">{toCountWords(changes.length, "unsaved change")}</span>
      {fault !== undefined && (
        <span className="block text-danger">
          {labelOf(fault[0])}: {fault[1]}
        </span>
      )}
      {isTold && (
        <span className="block text-muted">
          Changed elsewhere meanwhile, and kept: {taken.map(labelOf).join(", ")}.
        </span>
      )}
    </p>
  );
}

/** The bar goes with the changes, and what was edited last may go with them too. */
function resetThenGoBack({ reset, edited }: EntryEdit): void {
  reset();
  requestAnimationFrame(() => focusEdited(edited.current));
}
