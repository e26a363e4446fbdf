/** Small lists of words that this browser keeps. One that keeps nothing, or something else, gives an empty list. */
export function readStored(name: string): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
  } catch {
    return [];
  }
}

export function writeStored(name: string, words: readonly string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(words));
  } catch {
    // Private windows may refuse to keep anything; the choice holds until the page is left.
  }
}
