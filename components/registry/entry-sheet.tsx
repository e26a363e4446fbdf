"use client";

import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { EntryPane, type EntryPaneProps } from "./entry-pane.tsx";

export function EntrySheet({ name, first, onClose }: EntryPaneProps) {
  return (
    <Sheet open={true} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent side="right" title={`Details of ${name}`}>
        <EntryPane name={name} first={first} onClose={onClose} />
      </SheetContent>
    </Sheet>
  );
}
