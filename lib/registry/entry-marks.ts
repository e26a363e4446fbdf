import type { Entry } from "./entry.ts";

/** What a person has noted about an entry, where `set-meta` writes it. */

export function tagsOf({ metadata: { tags } }: Pick<Entry, "metadata">): string[] {
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string" && tag !== "") : [];
}

export const isFavourite = ({ metadata }: Pick<Entry, "metadata">): boolean => metadata.favourite === true;
