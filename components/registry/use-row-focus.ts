"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { isSingleKey } from "#components/shell/single-keys.ts";
import { deedOfKey, type RowDeed, rowAfterKey } from "./row-keys.ts";

type Rows = {
  total: number;
  frame: RefObject<HTMLElement | null>;
  scrollToRow: (index: number) => void;
  onDeed: (deed: RowDeed, index: number, isRange: boolean) => void;
};

/**
 * One row takes part in the order of tabs; keys walk from there, also to rows that are not drawn yet. The frame listens
 * for all rows: it is no control itself, and a row costs no listener.
 */
export function useRowFocus({ total, frame, scrollToRow, onDeed }: Rows): number {
  const [active, setActive] = useState(0);
  const [, redraw] = useState<object>();
  const wanted = useRef<number | undefined>(undefined);
  const told = useRef(onDeed);
  told.current = onDeed;

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const link = frame.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] [data-row-link]`,
    );
    if (!link) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  });

  const goTo = useCallback(
    (index: number) => {
      wanted.current = index;
      setActive(index);
      scrollToRow(index);
      redraw({});
    },
    [scrollToRow],
  );
  useWayIn({ total, active, goTo });

  useEffect(() => {
    const element = frame.current;
    const follow = ({ target }: FocusEvent) => {
      const index = rowOf(target);
      if (index !== undefined) setActive(index);
    };
    const walk = (event: KeyboardEvent) => {
      const index = isOnLink(event) ? rowOf(event.target) : undefined;
      if (index === undefined || (event.key.length === 1 && event.key !== " " && !isSingleKey(event))) return;
      const next = rowAfterKey(event.key, { index, total });
      const deed = deedOfKey(event.key);
      if (next === undefined && deed === undefined) return;
      event.preventDefault();
      if (next !== undefined) goTo(next);
      if (deed !== undefined) told.current(deed, index, event.shiftKey);
    };
    element?.addEventListener("focusin", follow);
    element?.addEventListener("keydown", walk);
    return () => {
      element?.removeEventListener("focusin", follow);
      element?.removeEventListener("keydown", walk);
    };
  }, [frame, total, goTo]);
  useRowClicks(frame, told);
  return Math.min(active, Math.max(0, total - 1));
}

type WayIn = { total: number; active: number; goTo: (index: number) => void };

/** How the keys get to the rows from elsewhere on the page. */
function useWayIn({ total, active, goTo }: WayIn): void {
  useEffect(() => {
    const begin = (event: KeyboardEvent) => {
      if (event.defaultPrevented || total === 0) return;
      const isSearched = leadsFromSearch(event);
      const isBegun = (event.key === "j" || event.key === "k") && isSingleKey(event) && !isOnLink(event);
      if (!isSearched && !isBegun) return;
      event.preventDefault();
      goTo(isSearched ? 0 : Math.min(active, total - 1));
    };
    document.addEventListener("keydown", begin);
    return () => document.removeEventListener("keydown", begin);
  }, [total, active, goTo]);
}

const clickDeeds = [
  ["[data-row-check]", "select"],
  ["[data-row-menu]", "menu"],
  ["[data-row-link]", "open"],
] as const;

function useRowClicks(frame: RefObject<HTMLElement | null>, told: RefObject<Rows["onDeed"]>): void {
  useEffect(() => {
    const element = frame.current;
    const press = (event: MouseEvent) => {
      const { target } = event;
      const index = rowOf(target);
      if (index === undefined || !(target instanceof Element) || event.button !== 0) return;
      const deed = clickDeeds.find(([place]) => target.closest(place) !== null)?.[1];
      if (deed === undefined || (deed === "open" && (event.metaKey || event.ctrlKey))) return;
      if (deed !== "select") event.preventDefault();
      // A click with Shift selects, wherever it meets the row.
      told.current(deed === "open" && event.shiftKey ? "select" : deed, index, event.shiftKey);
    };
    element?.addEventListener("click", press);
    return () => element?.removeEventListener("click", press);
  }, [frame, told]);
}

function isOnLink({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (
    !altKey && !ctrlKey && !metaKey && target instanceof HTMLElement && target.matches("[data-row-link]")
  );
}

/** Whoever has typed what to look for goes on to what was found. */
function leadsFromSearch({ key, target, isComposing, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if ((key !== "ArrowDown" && key !== "Enter") || isComposing || altKey || ctrlKey || metaKey) return false;
  return target instanceof HTMLElement && target.matches("[data-search]");
}

function rowOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : undefined;
  return row?.dataset.index === undefined ? undefined : Number(row.dataset.index);
}
