"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type HubChange, type HubState, parseHubState, toHubPath, withHubChange } from "./hub-state.ts";

export type ChangeHub = (change: HubChange, step?: "push" | "replace") => void;

/** The state of the page, read from the URL and written to it. Typing replaces, choosing makes a step to go back to. */
export function useHubState(): [HubState, ChangeHub] {
  const search = useSearchParams();
  const state = useMemo(() => parseHubState((name) => search.get(name)), [search]);
  const change = useCallback<ChangeHub>((wanted, step = "push") => {
    const current = new URLSearchParams(window.location.search);
    const next = withHubChange(
      parseHubState((name) => current.get(name)),
      wanted,
    );
    // The page needs nothing new from the server, so only the browser's own history moves.
    window.history[step === "push" ? "pushState" : "replaceState"](null, "", toHubPath(next));
  }, []);
  return [state, change];
}
