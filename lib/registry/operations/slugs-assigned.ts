import type { SimpleSlug } from "./simple-slug.ts";

export type AssignedSlug = SimpleSlug & { name: string; suffix: string | undefined };

export type Assignment = { assigned: AssignedSlug[]; skipped: SimpleSlug[] };

/** Names that are not to be given, each with the words of the entry that has it. */
export type Taken = ReadonlyMap<string, readonly string[]>;

/**
 * Gives each entry its simple name, and a suffix only where another really has the same. Who has a fitting name keeps
 * it; the others are named in the order of their files. So names do not depend on the order of the registry, and giving
 * them twice changes nothing.
 */
export function assignSlugs(slugs: readonly SimpleSlug[], taken: Taken): Assignment {
  const assignment: Assignment = { assigned: [], skipped: [] };
  for (const [slug, group] of Map.groupBy(slugs, (each) => each.slug)) {
    assignGroup(slug, { group, taken, assignment });
  }
  return assignment;
}

type Group = { group: readonly SimpleSlug[]; taken: Taken; assignment: Assignment };

function assignGroup(slug: string, { group, taken, assignment }: Group): void {
  const isContested = group.length > 1 || taken.has(slug);
  const used = new Set<string>();
  let holder = taken.get(slug);
  const isFree = (name: string) => !taken.has(name) && !used.has(name);
  const assign = (each: SimpleSlug, suffix: string | undefined) => {
    const name = suffix === undefined ? slug : `${slug}__${suffix}`;
    used.add(name);
    if (suffix === undefined) holder = each.words;
    assignment.assigned.push({ ...each, name, suffix });
  };
  const waiting: SimpleSlug[] = [];
  for (const each of group) {
    const suffix = ownSuffix(each);
    if (suffix === undefined || (suffix !== "" && !isContested)) waiting.push(each);
    else assign(each, suffix || undefined);
  }
  let number = 2;
  for (const each of waiting.sort(compareSlugs)) {
    if (isFree(slug)) {
      assign(each, undefined);
      continue;
    }
    if (each.words.length === 0) {
      assignment.skipped.push(each);
      continue;
    }
    const telling = each.words.find(
      (word, kind) => word !== "" && word !== holder?.[kind] && isFree(`${slug}__${word}`),
    );
    while (telling === undefined && !isFree(`${slug}__${number}`)) number += 1;
    assign(each, telling ?? String(number));
  }
}

/** The suffix of a name that fits already: empty for the simple name itself, nothing where the name does not fit. */
function ownSuffix({ entry: { name }, slug, words }: SimpleSlug): string | undefined {
  if (name === slug) return "";
  if (!name.startsWith(`${slug}__`)) return undefined;
  const suffix = name.slice(slug.length + 2);
  const isNumber = /^[1-9]\d*$/.test(suffix);
  return suffix !== "" && (isNumber || words.includes(suffix)) ? suffix : undefined;
}

function compareSlugs({ entry: one }: SimpleSlug, { entry: other }: SimpleSlug): number {
  // What lies on the disk comes before what is only spoken of.
  const keyOf = ({ path, servedModelId, backend, name }: typeof one) => [
    path === undefined ? "none" : "a path",
    path ?? "",
    servedModelId ?? "",
    backend,
    name,
  ];
  const [first, second] = [keyOf(one), keyOf(other)];
  const at = first.findIndex((each, index) => each !== second[index]);
  return at === -1 ? 0 : (first[at] ?? "") < (second[at] ?? "") ? -1 : 1;
}
