/** What a private window refused to keep, until the page is left. */
const unkept = new Map<string, string>();

/** Small lists of words that this browser keeps. One that keeps something else gives an empty list. */
export function readStored(name: string): string[] {
  try {
    const value: unknown = JSON.parse(unkept.get(name) ?? localStorage.getItem(name) ?? "[]");
    return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
  } catch {
    return [];
  }
}

export function writeStored(name: string, words: readonly string[]): void {
  const said = JSON.stringify(words);
  try {
    localStorage.setItem(name, said);
    unkept.delete(name);
  } catch {
    unkept.set(name, said);
  }
}
