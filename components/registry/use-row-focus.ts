"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { isSingleKey } from "#components/shell/single-keys.ts";

type Rows = {
  total: number;
  frame: RefObject<HTMLElement | null>;
  scrollToRow: (index: number) => void;
};

const pageStep = 15;
const steps: Record<string, (index: number, total: number) => number> = {
  j: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  k: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + pageStep,
  PageUp: (index) => index - pageStep,
  Home: () => 0,
  End: (_index, total) => total - 1,
};

/** Where a key leads to from a row, or nothing when the key is not one of ours. */
export function rowAfterKey(
  key: string,
  { index, total }: { index: number; total: number },
): number | undefined {
  const wanted = steps[key]?.(index, total);
  return wanted === undefined ? undefined : Math.max(0, Math.min(total - 1, wanted));
}

/**
 * One row takes part in the order of tabs; keys walk from there, also to rows that are not drawn yet. The frame listens
 * itself: it is no control, only the place that the rows share.
 */
export function useRowFocus({ total, frame, scrollToRow }: Rows): number {
  const [active, setActive] = useState(0);
  const [, redraw] = useState<object>();
  const wanted = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const link = frame.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] [data-row-link]`,
    );
    if (!link) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  });

  useEffect(() => {
    const element = frame.current;
    const follow = ({ target }: FocusEvent) => {
      const index = rowOf(target);
      if (index !== undefined) setActive(index);
    };
    const walk = (event: KeyboardEvent) => {
      const index = isOnLink(event) ? rowOf(event.target) : undefined;
      const next = index === undefined ? undefined : rowAfterKey(event.key, { index, total });
      if (next === undefined || (event.key.length === 1 && !isSingleKey(event))) return;
      event.preventDefault();
      wanted.current = next;
      setActive(next);
      scrollToRow(next);
    };
    const begin = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.key !== "j" && event.key !== "k") || !isSingleKey(event)) return;
      if (total === 0 || isOnLink(event)) return;
      event.preventDefault();
      wanted.current = active;
      scrollToRow(active);
      redraw({});
    };
    document.addEventListener("keydown", begin);
    element?.addEventListener("focusin", follow);
    element?.addEventListener("keydown", walk);
    return () => {
      document.removeEventListener("keydown", begin);
      element?.removeEventListener("focusin", follow);
      element?.removeEventListener("keydown", walk);
    };
  }, [frame, total, active, scrollToRow]);
  return active;
}

function isOnLink({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (
    !altKey && !ctrlKey && !metaKey && target instanceof HTMLElement && target.matches("[data-row-link]")
  );
}

function rowOf(target: EventTarget | null): number | undefined {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-index]") : undefined;
  return row?.dataset.index === undefined ? undefined : Number(row.dataset.index);
}
