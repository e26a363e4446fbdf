"use client";

import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";

type EditLeaveProps = { count: number; onStay: () => void; onKeep: () => void; onDiscard: () => void };

/** Asked when the details are closed over an edit that is not saved. */
export function EditLeave({ count, onStay, onKeep, onDiscard }: EditLeaveProps) {
  return (
    <AlertDialog open={true} onOpenChange={(isOpen) => !isOpen && onStay()}>
      <AlertDialogContent>
        <AlertDialogTitle>{`${toCountWords(count, "change")} ${count === 1 ? "is" : "are"} not saved`}</AlertDialogTitle>
        <AlertDialogDescription>
          They can be kept until this page is closed, and are there again when the model is opened.
        </AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogCancel>Go on editing</AlertDialogCancel>
          <AlertDialogAction variant="danger" onClick={onDiscard}>
            {`Discard ${toCountWords(count, "change")}`}
          </AlertDialogAction>
          <Button onClick={onKeep}>Keep for later</Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
