"use client";

import {
  type RefObject,
  useCallback,
  useDeferredValue,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from "react";
import type { FrameSize } from "./use-frame-size.ts";

const headHeight = 32;
/** As many rows are drawn at a time: few enough for a frame, and not one for each that comes into view. */
const step = 4;
const beyond = 12;

type Rows = {
  frame: RefObject<HTMLElement | null>;
  size: FrameSize | undefined;
  total: number;
  /** How many rows the server drew; they stay until the browser has taken over. */
  drawn: number;
  /** Another question begins at the top again. */
  question: string;
  listed: unknown;
};

/** Which rows are drawn. Scrolling asks for nothing but the position, and draws only when another dozen is needed. */
export function useRowWindow({ frame, size, total, drawn, question, listed }: Rows) {
  const rowHeight = size?.rowHeight;
  const start = useStartRow(frame, rowHeight);
  const inView = size === undefined ? drawn : Math.ceil((size.height - headHeight) / size.rowHeight);
  // What a key has found is painted first; the rows that nobody sees yet come a moment later.
  const spare = useDeferredValue(listed) === listed ? beyond : 0;
  const first = Math.max(0, Math.min(start - spare, total - inView - spare));
  const last = Math.min(total, size === undefined ? drawn : start + step + inView + spare) - 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what the effect waits for.
  useLayoutEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0;
  }, [question]);

  const scrollToRow = useCallback(
    (index: number) => {
      const element = frame.current;
      if (element === null || rowHeight === undefined) return;
      const top = index * rowHeight;
      const room = element.clientHeight - headHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    },
    [frame, rowHeight],
  );
  return { first, last, rowHeight, scrollToRow };
}

/** Where the view begins. As a store of its own it is followed in the same frame, so that a leap never shows nothing. */
function useStartRow(frame: RefObject<HTMLElement | null>, rowHeight: number | undefined): number {
  const start = useRef(0);
  const subscribe = useCallback(
    (notify: () => void) => {
      const element = frame.current;
      if (element === null || rowHeight === undefined) return () => undefined;
      const follow = () => {
        const top = Math.floor(element.scrollTop / rowHeight);
        const next = Math.floor(top / step) * step;
        if (next === start.current) return;
        start.current = next;
        notify();
      };
      follow();
      element.addEventListener("scroll", follow, { passive: true });
      return () => element.removeEventListener("scroll", follow);
    },
    [frame, rowHeight],
  );
  return useSyncExternalStore(
    subscribe,
    () => start.current,
    () => 0,
  );
}
