"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { paths } from "#lib/paths.ts";
import type { OverlayName } from "./overlay.tsx";
import { tabs } from "./sections.ts";
import { isSingleKey } from "./single-keys.ts";

const chordMs = 1_500;

const places = new Map<string, ReturnType<typeof paths.runs>>([
  ...tabs.map(({ key, href }) => [key, href] as const),
  ["c", paths.chats()],
  ["r", paths.runs()],
]);

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  search?.focus();
  search?.select();
  return search !== null;
}

/** Keys that work anywhere. Single letters stand back while somebody types, while a dialog is open, and when switched off. */
export function useShortcuts(show: (name: OverlayName) => void): void {
  const router = useRouter();
  useEffect(() => {
    let chordUntil = 0;
    const follow = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return show("palette");
      }
      if (!isSingleKey(event)) return;
      const place = event.timeStamp < chordUntil ? places.get(event.key) : undefined;
      chordUntil = event.key === "g" ? event.timeStamp + chordMs : 0;
      if (place !== undefined) return router.push(place);
      if (event.key === "?") return show("keys");
      if (event.key !== "/") return;
      event.preventDefault();
      if (!focusSearch()) show("palette");
    };
    document.addEventListener("keydown", follow);
    return () => document.removeEventListener("keydown", follow);
  }, [router, show]);
}
