"use client";

import { useSyncExternalStore } from "react";

/** From here on there is room for a list and, beside it, the details. */
const wide = "(min-width: 64rem)";

function subscribe(notify: () => void): () => void {
  const query = window.matchMedia(wide);
  query.addEventListener("change", notify);
  return () => query.removeEventListener("change", notify);
}

/** The server cannot know and says yes; the stylesheet hides its answer where that is wrong. */
export function useWideScreen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(wide).matches,
    () => true,
  );
}
