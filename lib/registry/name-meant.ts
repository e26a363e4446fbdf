import { nearest } from "#cli-bridge/derive/nearest.ts";
import type { Entry } from "./entry.ts";

export type Named = Pick<Entry, "name" | "displayName">;

/**
 * Knows the entry that a person means: by its name, or by what is shown of it, where only one is shown so. Ten thousand
 * names may be said at once, so nobody walks the entries for each.
 */
export function knowNames(entries: readonly Named[], toShown = (text: string): string => text) {
  const spellings: ((entry: Named) => string[])[] = [
    ({ name }) => [name],
    ({ displayName }) => [displayName],
    ({ name, displayName }) => [toShown(name), toShown(displayName)],
    ({ name, displayName }) => [name.toLowerCase(), displayName.toLowerCase()],
  ];
  const known: Map<string, Set<string>>[] = [];
  return (said: string): string | undefined => {
    for (const [at, spellingsOf] of spellings.entries()) {
      known[at] ??= bySpelling(entries, spellingsOf);
      const found = known[at].get(at === spellings.length - 1 ? said.toLowerCase() : said);
      if (found) return found.size === 1 ? [...found][0] : undefined;
    }
    return undefined;
  };
}

function bySpelling(entries: readonly Named[], spellingsOf: (entry: Named) => string[]) {
  const names = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const spelling of spellingsOf(entry)) {
      const found = names.get(spelling);
      if (found) found.add(entry.name);
      else names.set(spelling, new Set([entry.name]));
    }
  }
  return names;
}

/** What to do about one name of several that is nobody's. */
export function wayToName(said: string, names: readonly string[]): string {
  const near = nearest(said, names);
  return near === undefined ? "List the entries with: modeldeck list" : `Did you mean ${near}?`;
}
