const fields = 'input,textarea,select,[contenteditable="true"]';

/** Whether Escape is pressed in a field of the details, and not to close something that the field has opened. */
export function isLeavingField(event: KeyboardEvent): boolean {
  const { key, target, isComposing, altKey, ctrlKey, metaKey } = event;
  if (key !== "Escape" || isComposing || altKey || ctrlKey || metaKey || event.defaultPrevented) return false;
  const field = target instanceof Element ? target.closest(fields) : null;
  if (!field?.closest('[data-slot="entry-pane"]')) return false;
  return field.closest('[aria-expanded="true"]') === null;
}

const waysBack = [
  '[data-slot="entry-grid"] [aria-current="true"] [data-row-link]',
  // The row that is shown may be far out of sight and not drawn.
  '[data-slot="entry-grid"] [data-row-link][tabindex="0"]',
  '[data-slot="entry-pane"] [role="tab"][aria-selected="true"]',
] as const;

/** Gives the focus back to the row whose details are shown. */
export function focusRow(): void {
  const places = waysBack.map((way) => document.querySelector<HTMLElement>(way));
  places.find((place) => place !== null)?.focus();
}
