/**
 * Takes the focus where the press that led here took away what had it; else the next Tab begins at the top of the page.
 * A page that was only just loaded leaves it where it is.
 */
export function takeLostFocus(place: HTMLElement | null): void {
  const isLost = document.activeElement === document.body && navigator.userActivation?.hasBeenActive;
  if (isLost) place?.focus({ preventScroll: true });
}
