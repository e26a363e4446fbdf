import { nearest } from "#cli-bridge/derive/nearest.ts";
import type { Entry } from "./entry.ts";

export type Named = Pick<Entry, "name" | "displayName">;

/** The entry that a person means: by its name, or by what is shown of it, where only one is shown so. */
export function nameMeant(
  said: string,
  entries: readonly Named[],
  toShown = (text: string): string => text,
): string | undefined {
  const folded = said.toLowerCase();
  const fits: ((entry: Named) => boolean)[] = [
    ({ name }) => name === said,
    ({ displayName }) => displayName === said,
    ({ name, displayName }) => toShown(name) === said || toShown(displayName) === said,
    ({ name, displayName }) => name.toLowerCase() === folded || displayName.toLowerCase() === folded,
  ];
  for (const fit of fits) {
    const found = entries.filter(fit);
    if (found.length > 0) return found.length === 1 ? found[0]?.name : undefined;
  }
  return undefined;
}

/** What to do about one name of several that is nobody's. */
export function wayToName(said: string, names: readonly string[]): string {
  const near = nearest(said, names);
  return near === undefined ? "List the entries with: modeldeck list" : `Did you mean ${near}?`;
}
