"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { usePreview } from "#components/command/use-preview.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toCountWords } from "#lib/format.ts";
import type { EditCommand } from "./edit-commands.ts";
import { EditDifference } from "./edit-difference.tsx";
import type { EditChange } from "./edit-merge.ts";
import { type EditState, useEditRuns } from "./use-edit-runs.ts";

type EditSaveProps = {
  title: string;
  verb: string;
  commands: readonly EditCommand[];
  changes: readonly EditChange[];
  onClose: () => void;
  /** Puts the focus where it was; what was pressed to come here may be gone once all is saved. */
  onReturn: () => void;
};

/** The difference, the words that make it, and the button that runs them. */
export function EditSave({ onClose, onReturn, ...asked }: EditSaveProps) {
  // What is shown is what is run, also where somebody else writes the registry meanwhile; it is refused then.
  const [{ title, verb, commands, changes }] = useState(asked);
  const { state, save } = useEditRuns(commands, onClose);
  const isSaving = state.stage === "saving";
  return (
    <Dialog open={true} onOpenChange={(isOpen) => !isOpen && !isSaving && onClose()}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onReturn();
        }}
      >
        <DialogHeader>
          <DialogTitle className="break-words">{title}</DialogTitle>
          <DialogDescription>
            {toCountWords(commands.length, "command")}, with a backup of the registry first.
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          {changes.length > 0 && <EditDifference changes={changes} />}
          <div className="flex flex-col gap-2">
            {commands.map((command) => (
              <CommandLine key={command.command} {...command} />
            ))}
          </div>
          <Verdict state={state} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={isSaving}>
            Go on editing
          </Button>
          <Button
            variant="primary"
            busy={isSaving}
            disabled={state.stage !== "ready" || state.blocked !== undefined}
            onClick={save}
          >
            {verb}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function CommandLine({ command, input }: EditCommand) {
  const { preview, refusal } = usePreview(command, { ...input, apply: true }, true);
  // Why it is refused is said below, by its rehearsal.
  if (refusal) return null;
  if (!preview) return <Skeleton className="h-9 w-full" />;
  return <CodeBlock text={preview.shell} label="the command" />;
}

function Verdict({ state }: { state: EditState }) {
  if (state.stage === "failed") {
    return (
      <Alert tone="danger" title={state.says}>
        {state.done === 0
          ? "Nothing was saved."
          : `${toCountWords(state.done, "command")} went through before; what is left is still unsaved.`}{" "}
        {state.hint}
      </Alert>
    );
  }
  if (state.stage !== "ready") return null;
  if (state.blocked !== undefined) {
    return (
      <Alert tone="warning" title={state.blocked.says}>
        Nothing was saved. {state.blocked.hint}
      </Alert>
    );
  }
  if (state.warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="flex flex-col gap-1 text-sm">
      {state.warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 break-words">{warning}</span>
        </li>
      ))}
    </ul>
  );
}
