import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Who scrolls a long part: the part itself, or the dialog that it stands in, so that none scrolls within another. And
 * how far below the top of what scrolls it begins.
 */
export function useScroller(frame: RefObject<HTMLElement | null>) {
  const [below, setBelow] = useState(0);
  useLayoutEffect(() => {
    const dialog = dialogAround(frame.current);
    const content = dialog?.firstElementChild;
    if (!dialog || !content) return;
    const measure = () => {
      const top = frame.current?.getBoundingClientRect().top ?? 0;
      setBelow(Math.round(top - dialog.getBoundingClientRect().top + dialog.scrollTop));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, [frame]);
  return { scroller: () => dialogAround(frame.current) ?? frame.current, below };
}

const dialogAround = (part: HTMLElement | null): HTMLElement | null =>
  part?.closest<HTMLElement>('[data-slot="dialog-body"]') ?? null;

/** A part that would scroll by itself lets the dialog around it do so. */
export const letsDialogScroll =
  "in-data-[slot=dialog-body]:h-auto in-data-[slot=dialog-body]:max-h-none in-data-[slot=dialog-body]:overflow-visible";
