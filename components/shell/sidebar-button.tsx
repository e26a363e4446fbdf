"use client";

import { Menu } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOverlay } from "./overlay.tsx";

export function SidebarButton() {
  const show = useOverlay();
  return (
    <Button
      variant="ghost"
      icon={<Menu aria-hidden="true" />}
      aria-label="Open the sidebar"
      aria-haspopup="dialog"
      className="-ml-2 wide:hidden"
      onClick={() => show("sidebar")}
    />
  );
}
