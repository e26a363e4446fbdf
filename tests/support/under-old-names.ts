import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { RawEntry } from "#lib/registry/raw-entry.ts";

/** Entries as they are after a plan was carried out, each by the name that the plan knows it by. */
export function underOldNames(
  entries: ReadonlyMap<string, RawEntry>,
  { changed }: Pick<Plan, "changed">,
): Map<string, RawEntry> {
  const rows = changed.flatMap(({ name, changes }) => changes.map((change) => ({ name, ...change })));
  const old = new Map(rows.flatMap(({ name, field, after }) => (field === "name" ? [[after, name]] : [])));
  return new Map([...entries].map(([name, raw]) => [old.get(name) ?? name, raw]));
}
