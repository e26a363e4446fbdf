/**
 * Takes the focus where the press that led here took away what had it, so that nothing has it but what holds this place;
 * else the next Tab begins at the top. A page that was only just loaded leaves it where it is.
 */
export function takeLostFocus(place: HTMLElement | null): void {
  const { activeElement: active } = document;
  const isLost = active !== place && active?.contains(place) && navigator.userActivation?.hasBeenActive;
  if (isLost) place?.focus({ preventScroll: true });
}
