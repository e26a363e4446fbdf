"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useState } from "react";
import { useShortcuts } from "./use-shortcuts.ts";

export type OverlayName = "palette" | "keys" | "sidebar";

type OverlayControl = (name: OverlayName | undefined) => void;

const OverlayContext = createContext<OverlayControl | undefined>(undefined);

const overlays = {
  palette: lazy(() => import("./palette.tsx").then(({ Palette }) => ({ default: Palette }))),
  keys: lazy(() => import("./cheat-sheet.tsx").then(({ CheatSheet }) => ({ default: CheatSheet }))),
  sidebar: lazy(() => import("./sidebar-sheet.tsx").then(({ SidebarSheet }) => ({ default: SidebarSheet }))),
} as const;

/** What can lie over any page, one at a time. None of it is loaded before it is first asked for. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [shown, show] = useState<OverlayName | undefined>(undefined);
  useShortcuts(show);
  const Overlay = shown === undefined ? undefined : overlays[shown];
  return (
    <OverlayContext value={show}>
      {children}
      {Overlay !== undefined && (
        <Suspense>
          <Overlay onClose={() => show(undefined)} />
        </Suspense>
      )}
    </OverlayContext>
  );
}

export function useOverlay(): OverlayControl {
  const show = use(OverlayContext);
  if (show === undefined) throw new Error("useOverlay needs an OverlayProvider around it.");
  return show;
}
