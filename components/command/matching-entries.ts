import { api } from "#lib/paths.ts";

const entriesMax = 50;

/** One question for all who look at the same few letters: the list below the field, and the facts of the one that is meant. */
export const matchingEntries = (letters: string): string =>
  api.registry({ query: letters || undefined, limit: entriesMax });
