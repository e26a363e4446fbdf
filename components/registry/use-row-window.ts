"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useRowHeight } from "./use-row-height.ts";

const headHeight = 32;
const rowsBeyond = 8;

type Rows = {
  frame: RefObject<HTMLElement | null>;
  total: number;
  /** How many rows the server drew; they stay until the browser has taken over. */
  drawn: number;
  /** Another question begins at the top again. */
  question: string;
};

/** Which rows are drawn, and how much room the others take above and below. */
export function useRowWindow({ frame, total, drawn, question }: Rows) {
  const rowHeight = useRowHeight(frame);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyond,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const [isAlive, setIsAlive] = useState(false);
  useEffect(() => setIsAlive(true), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is not read here, but what was measured with another one is void.
  useEffect(() => rows.measure(), [rows, rowHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what the effect waits for.
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0;
  }, [question]);

  const items = isAlive ? rows.getVirtualItems() : [];
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? Math.min(drawn, total) - 1;
  return {
    first,
    last,
    above: first * rowHeight,
    below: isAlive ? (total - last - 1) * rowHeight : 0,
    scrollToRow: useCallback((index: number) => rows.scrollToIndex(index), [rows]),
  };
}
