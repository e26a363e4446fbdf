"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isForPage } from "#components/shell/single-keys.ts";
import type { ListedEntries } from "./use-entries.ts";

export type Selection = {
  names: ReadonlySet<string>;
  bytes: number;
  /** How much of what the list holds now is selected. */
  extent: "all" | "some" | "none";
  toggle: (index: number, isRange: boolean) => void;
  /** Absent where not all models are known here. */
  toggleAll: (() => void) | undefined;
  clear: () => void;
};

const none: ReadonlySet<string> = new Set();
/** Who has compared the models comes back to the list with the same ones selected. */
let kept = none;

/** The models that are meant by what is done next. They stay so while the list is searched, sorted and filtered, and while another page is shown. */
export function useSelection({ index, found, rowAt }: ListedEntries): Selection {
  const [chosen, setChosen] = useState(kept);
  useEffect(() => {
    kept = chosen;
  }, [chosen]);
  const anchor = useRef(0);
  // What has left the registry meanwhile cannot be meant.
  const names = useMemo(
    () => (index ? new Set([...chosen].filter((name) => index.atOf(name) !== undefined)) : chosen),
    [index, chosen],
  );
  const clear = useCallback(() => setChosen(none), []);
  useEscape(names.size > 0, clear);

  const toggle = useCallback(
    (row: number, isRange: boolean) => {
      const [from, to] = isRange
        ? [Math.min(anchor.current, row), Math.max(anchor.current, row)]
        : [row, row];
      if (!isRange) anchor.current = row;
      setChosen((known) => {
        const next = new Set(known);
        const first = rowAt(row)?.name;
        const isTaken = !isRange && first !== undefined && known.has(first);
        for (let at = from; at <= to; at += 1) {
          const name = rowAt(at)?.name;
          if (name !== undefined) isTaken ? next.delete(name) : next.add(name);
        }
        return next;
      });
    },
    [rowAt],
  );

  const listed = useMemo(() => {
    if (!index || !found || names.size === 0) return 0;
    let count = 0;
    for (const at of found) if (names.has(index.columns.name[at] ?? "")) count += 1;
    return count;
  }, [index, found, names]);
  const extent = listed === 0 ? "none" : listed === found?.length ? "all" : "some";
  const toggleAll = useCallback(() => {
    if (!index || !found) return;
    const all = [...found].map((at) => index.columns.name[at] ?? "");
    setChosen((known) => {
      const next = new Set(known);
      for (const name of all) extent === "all" ? next.delete(name) : next.add(name);
      return next;
    });
  }, [index, found, extent]);

  const bytes = useMemo(() => {
    let sum = 0;
    for (const name of names) sum += Math.max(0, index?.columns.size[index.atOf(name) ?? -1] ?? 0);
    return sum;
  }, [index, names]);
  return { names, bytes, extent, toggle, toggleAll: index && toggleAll, clear };
}

/** Before Escape closes the details, it lets go of what is selected. */
function useEscape(isWanted: boolean, clear: () => void) {
  useEffect(() => {
    if (!isWanted) return;
    const follow = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || !isForPage(event)) return;
      event.preventDefault();
      clear();
    };
    document.addEventListener("keydown", follow, true);
    return () => document.removeEventListener("keydown", follow, true);
  }, [isWanted, clear]);
}
