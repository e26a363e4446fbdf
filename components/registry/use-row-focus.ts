"use client";

import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

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

/** One row takes part in the order of tabs; keys walk from there, also to rows that are not drawn yet. */
export function useRowFocus({ total, frame, scrollToRow }: Rows) {
  const [active, setActive] = useState(0);
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

  const moveTo = useCallback(
    (index: number) => {
      wanted.current = index;
      setActive(index);
      scrollToRow(index);
    },
    [scrollToRow],
  );

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || total === 0) return;
    if (!(event.target instanceof HTMLElement) || !event.target.closest("[data-row-link]")) return;
    const next = rowAfterKey(event.key, { index: active, total });
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  }

  function onFocus(event: { target: EventTarget }) {
    if (!(event.target instanceof HTMLElement)) return;
    const index = event.target.closest<HTMLElement>("[data-index]")?.dataset.index;
    if (index !== undefined) setActive(Number(index));
  }

  return { active, onKeyDown, onFocus };
}
