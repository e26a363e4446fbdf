import type { AssignedSlug } from "./slugs-assigned.ts";

/**
 * Puts renames into an order in which each new name is free when its turn comes. Entries that want each other's names
 * have no such order; they keep theirs.
 */
export function orderRenames(renames: readonly AssignedSlug[]): {
  ordered: AssignedSlug[];
  stuck: AssignedSlug[];
} {
  const holders = new Map(renames.map((each) => [each.entry.name, each]));
  const wantedBy = new Map(renames.map((each) => [each.name, each]));
  const ordered: AssignedSlug[] = [];
  for (const each of renames) {
    if (holders.has(each.name)) continue;
    let next: AssignedSlug | undefined = each;
    while (next !== undefined) {
      ordered.push(next);
      next = wantedBy.get(next.entry.name);
    }
  }
  const free = new Set(ordered);
  return { ordered, stuck: renames.filter((each) => !free.has(each)) };
}
