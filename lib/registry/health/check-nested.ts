import { dirname, resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { withAbove } from "../shared-places.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";
import type { PathState } from "./look-at-paths.ts";

/** Models whose folder holds the folders of others: the folder of an owner, say, or a root. */
export function checkNested(
  entries: readonly Entry[],
  states: ReadonlyMap<string, PathState>,
): HealthFinding[] {
  const holders = new Map<string, { names: string[]; others: number }>();
  const placed = entries.flatMap(({ name, path }) =>
    path === undefined ? [] : [{ name, at: resolve(path) }],
  );
  for (const { name, at } of placed) {
    const holder = holders.get(at);
    if (holder) holder.names.push(name);
    else if (states.get(at) === "folder") holders.set(at, { names: [name], others: 0 });
  }
  for (const { at } of placed) {
    // A file belongs to the folder it lies in.
    const folder = states.get(at) === "folder" ? at : dirname(at);
    for (const above of withAbove(folder).slice(1)) {
      const holder = holders.get(above);
      if (holder) holder.others += 1;
    }
  }
  return findingOf(
    {
      ...{ check: "nested-models", severity: "note", title: "Models whose folder holds other models" },
      says: "Their check and their size take the files of the others for their own. Point each at its own folder, or remove it without its files.",
    },
    [...holders].flatMap(([at, { names, others }]) =>
      others === 0 ? [] : names.map((name) => ({ name, detail: `${at}, with ${others} more` })),
    ),
  );
}
