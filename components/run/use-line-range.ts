"use client";

import { useCallback, useEffect, useState } from "react";
import { type LineRange, parseLineRange, toLineHash } from "./line-range.ts";

/** The lines that the address names. Picking a line puts it there; with shift, all from the first picked. */
export function useLineRange(): {
  range: LineRange | undefined;
  pick: (line: number, isRange: boolean) => void;
} {
  const [range, setRange] = useState<LineRange>();
  useEffect(() => {
    const read = () => setRange(parseLineRange(window.location.hash));
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
  return { range, pick };
}
