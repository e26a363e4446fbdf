"use client";

import { Search } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useOverlay } from "./overlay.tsx";
import { useModifierName } from "./use-modifier-name.ts";

export function PaletteButton() {
  const show = useOverlay();
  const modifier = useModifierName();
  return (
    <Button
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      icon={<Search aria-hidden="true" className="text-muted" />}
      className="max-wide:w-8 max-wide:gap-0 max-wide:px-0! wide:min-w-60 wide:justify-start wide:text-muted"
      onClick={() => show("palette")}
    >
      <span className="sr-only flex-1 text-left font-normal wide:not-sr-only">Search or run</span>
      <span className="hidden wide:block">
        <Kbd>{modifier}K</Kbd>
      </span>
    </Button>
  );
}
