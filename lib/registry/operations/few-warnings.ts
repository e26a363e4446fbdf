import { toNumberWords } from "#lib/format.ts";

const warningsMax = 100;

/** As many warnings as anybody reads, and how many more there are. */
export function fewWarnings(warnings: readonly string[]): string[] {
  const more = warnings.length - warningsMax;
  return more > 0 ? [...warnings.slice(0, warningsMax), `And ${more} more.`] : [...warnings];
}

const namesMax = 10;

/** What a plan passes over for being locked, as one sentence however many they are. */
export function lockedWarnings(names: readonly string[]): string[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  if (others.length === 0) return [`${first} is locked and stays as it is.`];
  const more = names.length - namesMax;
  const named = names.slice(0, namesMax).join(", ");
  return [
    `${toNumberWords(names.length)} locked entries stay as they are: ${named}${more > 0 ? ` and ${toNumberWords(more)} more` : ""}.`,
  ];
}
