"use client";

import { type RefObject, useEffect, useState } from "react";

const oneLine = 36;
const twoLines = 52;
/** The same width at which the stylesheet's `@xl` begins, in pixels at the usual size of text. */
const columnsFrom = 36;

/** Rows have two lines where there is no room for columns. */
export function useRowHeight(frame: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(oneLine);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const isWide = (entry?.contentRect.width ?? element.clientWidth) >= columnsFrom * rem;
      setHeight(isWide ? oneLine : twoLines);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return height;
}
