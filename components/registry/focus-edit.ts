const waitMs = 3_000;

/** Puts the focus on what can be edited in the details of a model, once they are there. */
export function focusEdit(name: string): void {
  const begun = performance.now();
  const look = () => {
    const pane = document.querySelector('[data-slot="entry-pane"]');
    const edit = pane?.querySelector<HTMLElement>("[data-edit]:not(:disabled)");
    if (edit && pane?.closest(`[aria-label="Details of ${CSS.escape(name)}"],[role="dialog"]`) !== null) {
      edit.focus();
      return;
    }
    if (performance.now() - begun < waitMs) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Puts the focus back on the control that was edited; where that is gone, on the part of the details it stood in. */
export function focusEdited(edited: HTMLElement | undefined): void {
  const tab = '[data-slot="entry-pane"] [role="tab"][aria-selected="true"]';
  const to = edited?.isConnected ? edited : document.querySelector<HTMLElement>(tab);
  to?.focus();
}
