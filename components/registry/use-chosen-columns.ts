"use client";

import { useCallback, useMemo } from "react";
import { columnsNamed, columnsOf, isUsual } from "./chosen-columns.ts";
import type { ChangeBrowse } from "./use-browse-state.ts";
import { useStoredChoice } from "./use-stored-choice.ts";

/** The columns that are drawn. Choosing is remembered by the browser; an address that names columns is followed. */
export function useChosenColumns(inAddress: string | undefined, change: ChangeBrowse) {
  const [remembered, remember] = useStoredChoice("modeldeck.columns");
  const ids = useMemo(() => columnsOf(inAddress, remembered), [inAddress, remembered]);
  const columns = useMemo(() => columnsNamed(ids), [ids]);
  const choose = useCallback(
    (next: readonly string[]) => {
      remember(isUsual(next) ? [] : next);
      change({ columns: undefined }, "replace");
    },
    [remember, change],
  );
  return { ids, columns, choose };
}
