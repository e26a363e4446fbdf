"use client";

import { useCallback, useEffect, useState } from "react";
import { type LineRange, parseLineRange, toLineHash } from "./line-range.ts";

/** The lines that the address names. Picking a line puts it there; with shift, all from the first picked. */
export function useLineRange(): {
  range: LineRange | undefined;
  /** The line to go to: what an address asked for, never what was picked where it already is. */
  wanted: number | undefined;
  pick: (line: number, isRange: boolean) => void;
} {
  const [range, setRange] = useState<LineRange>();
  const [wanted, setWanted] = useState<number>();
  useEffect(() => {
    const read = () => {
      const named = parseLineRange(window.location.hash);
      setRange(named);
      setWanted(named?.first);
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const pick = useCallback((line: number, isRange: boolean) => {
    setRange((before) => {
      const picked =
        isRange && before
          ? { first: Math.min(before.first, line), last: Math.max(before.first, line) }
          : { first: line, last: line };
      window.history.replaceState(window.history.state, "", toLineHash(picked));
      return picked;
    });
  }, []);
  return { range, wanted, pick };
}
