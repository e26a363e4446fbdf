import { type Entry, toRolePriority } from "../entry.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

/** Both lists, or nothing when the second adds nothing to the first. */
function joined(one: readonly string[], other: readonly string[]): string[] | undefined {
  const all = [...new Set([...one, ...other])];
  return all.length > new Set(one).size ? all : undefined;
}

/** What an entry learns of one that goes: roles, their priorities, aliases and tags. Its own word comes first. */
export function mergedFrom(kept: RawEntry, dropped: Entry): RawEntry {
  const roles = joined(textsOf(kept.roles), dropped.roles);
  const aliases = joined(textsOf(kept.model_aliases), dropped.aliases);
  const metadata = isRecord(kept.metadata) ? kept.metadata : {};
  const tags = joined(textsOf(metadata.tags), textsOf(dropped.metadata.tags));
  const own = toRolePriority(isRecord(kept.role_priority) ? kept.role_priority : {});
  const isNew = Object.keys(dropped.rolePriority).some((role) => !(role in own));
  return {
    ...(roles && { roles }),
    ...(isNew && { role_priority: { ...dropped.rolePriority, ...own } }),
    ...(aliases && { model_aliases: aliases }),
    ...(tags && { metadata: { ...metadata, tags } }),
  };
}
