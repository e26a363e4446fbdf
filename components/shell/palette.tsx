"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog, DialogContent, DialogTitle } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { PaletteGroup } from "./palette-group.tsx";
import type { PaletteItem } from "./palette-item.ts";
import { keepChoice } from "./recent-choices.ts";
import { usePaletteItems } from "./use-palette-items.ts";

export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const sections = usePaletteItems(typed);
  const firstId = sections[0]?.items[0]?.id ?? "";
  const [chosenId, setChosenId] = useState(firstId);
  // Models arrive after the rest and stand before it, so the mark moves up with them.
  useEffect(() => setChosenId(firstId), [firstId]);
  const router = useRouter();

  function choose(item: PaletteItem) {
    keepChoice(item.id);
    onClose();
    router.push(item.href);
  }

  return (
    <Dialog
      open={true}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <DialogContent aria-describedby={undefined} width="lg">
        <DialogTitle className="sr-only">Search or run</DialogTitle>
        <Command
          label="Search or run"
          value={chosenId}
          onValueChange={setChosenId}
          shouldFilter={false}
          loop={true}
          className="flex min-h-0 flex-col"
        >
          <div className="flex items-center gap-3 border-line border-b px-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder="A model, a command, a run, a page"
              className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
            />
            <Kbd>Esc</Kbd>
          </div>
          <Command.List className="h-[min(26rem,60vh)] overflow-auto p-2">
            <Command.Empty className="px-2 py-8 text-center text-muted">
              Nothing is called “{typed}”.
            </Command.Empty>
            {sections.map((section) => (
              <PaletteGroup key={section.title} section={section} onChoose={choose} />
            ))}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
