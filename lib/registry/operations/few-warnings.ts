import { toNumberWords } from "#lib/format.ts";

const warningsMax = 100;

/** As many warnings as anybody reads, and how many more there are. */
export function fewWarnings(warnings: readonly string[]): string[] {
  const more = warnings.length - warningsMax;
  return more > 0 ? [...warnings.slice(0, warningsMax), `And ${more} more.`] : [...warnings];
}

const namedMax = 3;

/** The first of them, and how many more there are. */
function named(names: readonly string[]): string {
  const more = names.length - namedMax;
  const told = names.slice(0, namedMax).join(", ");
  return more > 0 ? `${told} and ${toNumberWords(more)} more` : told;
}

/** What a plan passes over for being locked, as one sentence however many they are. */
export function lockedWarnings(names: readonly string[]): string[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  if (others.length === 0) return [`${first} is locked and stays as it is.`];
  return [`${toNumberWords(names.length)} locked entries stay as they are: ${named(names)}.`];
}

/** A quantisation that a person wrote of an entry, and the one that its files have. */
export type Written = { name: string; wrote: string; are: string };

/** Words of people that stay though the files say others, in the same way. */
export function writtenWarnings(written: readonly Written[]): string[] {
  const [first, ...others] = written;
  if (first === undefined) return [];
  if (others.length === 0) {
    const { name, wrote, are } = first;
    const words = `${name}: a person wrote ${wrote}, but the files are ${are}.`;
    return [`${words} The written word stays; --correct-curated changes it.`];
  }
  const which = named(written.map(({ name, wrote, are }) => `${name} (${wrote}, its files ${are})`));
  const words = `${toNumberWords(written.length)} entries keep the quantisation that a person wrote, though their files have another`;
  return [`${words}: ${which}. --correct-curated changes these words.`];
}
