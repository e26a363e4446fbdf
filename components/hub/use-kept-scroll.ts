"use client";

import { useLayoutEffect } from "react";

const kept = new Map<string, number>();

/** Brings a list back to where it was scrolled to, after something else stood in its place for a while. */
export function useKeptScroll(name: string, isThere: boolean): void {
  useLayoutEffect(() => {
    if (!isThere) return;
    const top = kept.get(name);
    if (top !== undefined) window.scrollTo({ top, behavior: "instant" });
    return () => {
      kept.set(name, window.scrollY);
    };
  }, [name, isThere]);
}
