"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import {
  type BrowseChange,
  type BrowseState,
  parseBrowseState,
  toBrowsePath,
  withChange,
} from "./browse-state.ts";

export type ChangeBrowse = (change: BrowseChange, step?: "push" | "replace") => void;

/** The state of the page, read from the URL and written to it. Typing replaces, choosing makes a step to go back to. */
export function useBrowseState(): [BrowseState, ChangeBrowse] {
  const search = useSearchParams();
  const state = useMemo(() => parseBrowseState((name) => search.get(name)), [search]);
  const change = useCallback<ChangeBrowse>((wanted, step = "push") => {
    const current = new URLSearchParams(window.location.search);
    const next = withChange(
      parseBrowseState((name) => current.get(name)),
      wanted,
    );
    // Next follows the browser's own history, and a page that needs nothing from the server is not asked for again.
    window.history[step === "push" ? "pushState" : "replaceState"](null, "", toBrowsePath(next));
  }, []);
  return [state, change];
}
