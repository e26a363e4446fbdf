"use client";

import { useCallback, useSyncExternalStore } from "react";
import { parseTheme, pinTheme, type Theme } from "./theme.ts";

const watchers = new Set<() => void>();

function subscribe(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}

/** The element itself holds the theme, so that every switch on a page agrees. */
export function useTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset.theme),
    () => initial,
  );
  const choose = useCallback((next: Theme) => {
    pinTheme(next);
    for (const notify of watchers) notify();
  }, []);
  return [theme, choose];
}
