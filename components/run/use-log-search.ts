"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { plainTextOf } from "./ansi-spans.ts";
import type { LineBuffer } from "./line-buffer.ts";

const matchesMax = 10_000;

export type LogSearch = {
  query: string;
  setQuery: (query: string) => void;
  /** Numbers of the lines that match. */
  matches: readonly number[];
  current: number | undefined;
  step: (by: 1 | -1) => void;
};

export function matchesIn(buffer: LineBuffer, query: string): number[] {
  const wanted = query.toLowerCase();
  const found: number[] = [];
  if (wanted === "") return found;
  for (const { line, text } of buffer.lines()) {
    if (plainTextOf(text).toLowerCase().includes(wanted)) found.push(line);
    if (found.length >= matchesMax) break;
  }
  return found;
}

/** Looks through the lines that are kept; what is typed comes first, the search follows. */
export function useLogSearch(buffer: LineBuffer, lastLine: number): LogSearch {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = useDeferredValue(query);
  const until = useDeferredValue(wanted === "" ? 0 : lastLine);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer stays the same while lines come; their number tells.
  const matches = useMemo(() => matchesIn(buffer, wanted), [buffer, wanted, until]);
  const count = matches.length;
  return {
    query,
    setQuery: (next) => {
      setQuery(next);
      setPlace(0);
    },
    matches,
    current: matches[place],
    step: (by) => setPlace((now) => (count === 0 ? 0 : (now + by + count) % count)),
  };
}
