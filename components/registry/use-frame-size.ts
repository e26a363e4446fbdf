"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

const oneLine = 36;
export const twoLines = 52;
/** The same width at which the stylesheet's `@xl` begins. */
const columnsFrom = 36;

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

/** The same of the list that is on the page, for what stands elsewhere; nothing where there is no list. */
export function useListSize(): FrameSize | undefined {
  const list = useRef<HTMLElement>(null);
  // Found before the effect that measures it.
  useLayoutEffect(() => {
    list.current = document.querySelector<HTMLElement>('[data-slot="entry-grid"]');
  }, []);
  return useFrameSize(list);
}
