import { isDeepStrictEqual } from "node:util";
import type { Registry } from "../load-registry.ts";
import { nameOf } from "../raw-entry.ts";
import { readRegistryFile, toLayer } from "../read-layer.ts";
import { snapshotFile } from "../registry-files.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

/** What the original makes of the snapshot: for it that file is input as well. */
export async function checkSnapshot({ dir, entries, isLegacy }: Registry): Promise<HealthFinding[]> {
  if (isLegacy) return [];
  const { elements, exists, problem } = toLayer(snapshotFile, await readRegistryFile(dir, snapshotFile));
  if (!exists) return [];
  const known = new Map(entries.map(({ name, raw }) => [name, raw]));
  const named = elements.map((element) => ({ name: nameOf(element), element }));
  const ghosts = named.filter(({ name }) => name !== undefined && !known.has(name));
  const inSnapshot = new Set(named.map(({ name }) => name));
  const stale = [
    ...named.filter(
      ({ name, element }) => name !== undefined && known.has(name) && !isAlike(element, known.get(name)),
    ),
    ...[...known.keys()].filter((name) => !inSnapshot.has(name)).map((name) => ({ name })),
  ];
  return [
    ...findingOf(
      {
        ...{ check: "unreadable-snapshot", severity: "warning", title: "The snapshot cannot be read" },
        says: "It is output here and the next change writes it anew, but the original stops at it.",
      },
      problem ? [{ name: snapshotFile, detail: problem.message }] : [],
    ),
    ...findingOf(
      {
        ...{
          check: "snapshot-ghost",
          severity: "warning",
          title: "Entries that stand in the snapshot and in no layer",
        },
        says: "They are no entries here. The original takes them for its own when it runs next, so that what was removed comes back; any change here writes the snapshot anew.",
      },
      ghosts.map(({ name = "" }) => ({ name })),
    ),
    ...findingOf(
      {
        ...{
          check: "stale-snapshot",
          severity: "note",
          title: "Entries that the snapshot does not tell as the layers do",
        },
        says: "Another program changed a layer, or stopped half way. The layers count, and the next change writes the snapshot anew.",
      },
      stale.map(({ name = "" }) => ({ name })),
    ),
  ];
}

function isAlike(element: unknown, raw: unknown): boolean {
  return isDeepStrictEqual(withoutMark(element), withoutMark(raw));
}

/** Whether the mark of a layer is told is a matter of who wrote the snapshot. */
function withoutMark(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    key === "registry_layer" ? undefined : key === "served_model_id" && each === "None" ? null : each,
  );
}
