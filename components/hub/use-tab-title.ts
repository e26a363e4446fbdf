"use client";

import { useEffect } from "react";

/** Names what a page shows in the title of its tab, for as long as it shows it. */
export function useTabTitle(name: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${name} · Modeldeck`;
    return () => {
      document.title = before;
    };
  }, [name]);
}
