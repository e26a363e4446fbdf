"use client";

import { type RefObject, useLayoutEffect } from "react";

/**
 * Says how far a list that is so much wider than its frame has scrolled sideways. Cells that are sticky would each be a
 * layer of their own, and hundreds of layers take longer than a frame also where nobody scrolls sideways.
 */
export function usePinnedCells(frame: RefObject<HTMLElement | null>, beyondRem: number): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || beyondRem <= 0) return;
    let slid: number | undefined;
    const follow = () => {
      if (slid === element.scrollLeft) return;
      slid = element.scrollLeft;
      element.style.setProperty("--slid", `${slid}px`);
      element.style.setProperty("--unslid", `calc(${slid}px - ${beyondRem}rem)`);
    };
    follow();
    element.addEventListener("scroll", follow, { passive: true });
    return () => element.removeEventListener("scroll", follow);
  }, [frame, beyondRem]);
}
