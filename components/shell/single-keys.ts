const storeName = "modeldeck.single-keys";

/** Speech input and some keyboards send stray letters, so whoever needs to can switch the single keys off. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storeName) !== "off";
  } catch {
    return true;
  }
}

export function keepSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storeName, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing goes on with what is usual.
  }
}
