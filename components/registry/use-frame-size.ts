"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { columnsFrom } from "./chosen-columns.ts";

const oneLine = 36;
export const twoLines = 52;

export type FrameSize = { rem: number; height: number; rowHeight: number };

/** How large the frame of the list is, told when it changes, so that nothing has to be measured while it scrolls. */
export function useFrameSize(frame: RefObject<HTMLElement | null>): FrameSize | undefined {
  const [size, setSize] = useState<FrameSize>();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const pixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const { width, height } = entry.contentRect;
      const rem = width / pixels;
      setSize({ rem, height, rowHeight: rem >= columnsFrom ? oneLine : twoLines });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

/** The same of something that is on the page already, for what stands elsewhere; nothing where there is none. */
export function usePlaceSize(slot: "entry-grid" | "entry-place"): FrameSize | undefined {
  const place = useRef<HTMLElement>(null);
  // Found before the effect that measures it.
  useLayoutEffect(() => {
    place.current = document.querySelector<HTMLElement>(`[data-slot="${slot}"]`);
  }, [slot]);
  return useFrameSize(place);
}
