"use client";

import { lazy, Suspense, useEffect } from "react";
import { isForPage } from "#components/shell/single-keys.ts";
import { EntryPane, type EntryPaneProps } from "./entry-pane.tsx";
import { focusRow, isLeavingField } from "./leave-field.ts";
import { useWideScreen } from "./use-wide-screen.ts";

const EntrySheet = lazy(() => import("./entry-sheet.tsx").then((room) => ({ default: room.EntrySheet })));

export type DetailPlaceProps = Omit<EntryPaneProps, "name"> & { name: string | undefined };

/** Beside the list where there is room, over it where there is none. */
export function DetailPlace({ name, first, onClose }: DetailPlaceProps) {
  const isWide = useWideScreen();
  useEscape(isWide && name !== undefined, onClose);
  if (name === undefined) return null;
  if (!isWide) {
    return (
      <Suspense fallback={null}>
        <EntrySheet name={name} first={first} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <aside
      aria-label={`Details of ${name}`}
      className="flex min-h-0 w-104 shrink-0 flex-col border-l max-lg:hidden"
    >
      <EntryPane name={name} first={first} onClose={onClose} />
    </aside>
  );
}

/** The sheet closes by itself; the pane beside the list does so wherever the focus is. A field gives the focus back first. */
function useEscape(isWanted: boolean, onClose: () => void) {
  useEffect(() => {
    if (!isWanted) return;
    const leave = (event: KeyboardEvent) => {
      if (!isLeavingField(event)) return;
      event.preventDefault();
      focusRow();
    };
    const follow = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && isForPage(event)) onClose();
    };
    // Looked at beforehand: a list that a field has open is closed by the time the key comes back.
    document.addEventListener("keydown", leave, { capture: true });
    document.addEventListener("keydown", follow);
    return () => {
      document.removeEventListener("keydown", leave, { capture: true });
      document.removeEventListener("keydown", follow);
    };
  }, [isWanted, onClose]);
}
