"use client";

import { useCallback, useMemo } from "react";
import { chosenColumns } from "./chosen-columns.ts";
import type { ChangeBrowse } from "./use-browse-state.ts";
import { useStoredChoice } from "./use-stored-choice.ts";

/** The columns that a person chose, if any. Choosing is remembered by the browser; an address that names columns is followed. */
export function useChosenColumns(inAddress: string | undefined, change: ChangeBrowse) {
  const [remembered, remember] = useStoredChoice("modeldeck.columns");
  const chosen = useMemo(() => chosenColumns(inAddress, remembered), [inAddress, remembered]);
  const choose = useCallback(
    (next: readonly string[] | undefined) => {
      remember(next ?? []);
      change({ columns: undefined }, "replace");
    },
    [remember, change],
  );
  return [chosen, choose] as const;
}
