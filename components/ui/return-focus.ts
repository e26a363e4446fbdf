import { useState } from "react";

/**
 * Gives the focus back when a dialog goes: to what opened it, else to the dialog below, else to the page. Of use in a
 * part that comes and goes with the dialog; a dialog that has a trigger of its own knows that one itself.
 */
export function useReturnFocus(): (event: Event) => void {
  const [opener] = useState(openerNow);
  return (event) => {
    if (event.defaultPrevented) return;
    if (opener !== undefined) event.preventDefault();
    opener?.focus();
    // By then a trigger has had its turn.
    queueMicrotask(
      () => document.activeElement === document.body && placeBelow()?.focus({ preventScroll: true }),
    );
  };
}

/** A menu closes behind what is chosen in it, so that its button stands for it. */
function openerNow(): HTMLElement | undefined {
  const { activeElement: active } = document;
  if (!(active instanceof HTMLElement) || active === document.body) return undefined;
  const button = active.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return (button && document.getElementById(button)) || active;
}

const placeBelow = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('[role="dialog"], main')].at(-1);
