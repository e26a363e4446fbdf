"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

type Read = (name: string) => string | null;

/** How the state of a page stands in its address. */
export type AddressOf<State, Change> = {
  parse: (read: Read) => State;
  withChange: (state: State, change: Change) => State;
  toPath: (state: State) => string;
};

export type ChangeAddress<Change> = (change: Change, step?: "push" | "replace") => void;

/** A page's state, read from the URL and written to it. Typing replaces, choosing makes a step to go back to. */
export function useAddressState<State, Change>({
  parse,
  withChange,
  toPath,
}: AddressOf<State, Change>): [State, ChangeAddress<Change>] {
  const search = useSearchParams();
  const state = useMemo(() => parse((name) => search.get(name)), [parse, search]);
  const change = useCallback<ChangeAddress<Change>>(
    (wanted, step = "push") => {
      const current = new URLSearchParams(window.location.search);
      const next = withChange(
        parse((name) => current.get(name)),
        wanted,
      );
      // Next follows the browser's own history, and a page that needs nothing from the server is not asked for again.
      window.history[step === "push" ? "pushState" : "replaceState"](null, "", toPath(next));
    },
    [parse, withChange, toPath],
  );
  return [state, change];
}
