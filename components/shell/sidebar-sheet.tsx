"use client";

import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { Sidebar } from "./sidebar.tsx";

export function SidebarSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet
      open={true}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <SheetContent title="Places and running runs">
        <Sidebar className="flex-1" onLeave={onClose} />
      </SheetContent>
    </Sheet>
  );
}
