import type { Registry } from "../load-registry.ts";
import { isRecord, nameOf } from "../raw-entry.ts";
import { readRegistryFile, toLayer } from "../read-layer.ts";
import { snapshotFile } from "../registry-files.ts";
import { isSnapshotOf } from "../to-registry-files.ts";
import { linkOf } from "./check-links.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

/** What the original makes of the snapshot: for it that file is input as well. */
export async function checkSnapshot(registry: Registry): Promise<HealthFinding[]> {
  const { dir, entries, isLegacy } = registry;
  const reading = isLegacy ? undefined : await readRegistryFile(dir, snapshotFile);
  if (reading === undefined || (reading.kind === "read" && isSnapshotOf(reading.bytes, registry.merged)))
    return [];
  const { elements, exists, problem } = toLayer(snapshotFile, reading);
  // Through a link that leads to no file nothing is written anew.
  if (!exists || (problem?.isLink && !(await linkOf(dir, snapshotFile))?.leadsToFile)) return [];
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
      // The original may tell an entry of both layers twice.
      [...new Set(stale.map(({ name = "" }) => name))].map((name) => ({ name })),
    ),
  ];
}

/** Whether the mark of a layer is told is a matter of who wrote the snapshot. */
function isAlike(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => isAlike(each, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other || isSameNumber(one, other);
  const keys = keysOf(one);
  if (keys.length !== keysOf(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isAlike(told(one, key), told(other, key)));
}

/** A number that JavaScript would spell another way is kept as it was read, and that is an object of its own. */
function isSameNumber(one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((value) => JSON.stringify(value) ?? "");
  return /^-?\d/.test(first ?? "") && Number(first) === Number(second);
}

const keysOf = (element: Record<string, unknown>) =>
  Object.keys(element).filter((key) => key !== "registry_layer");

const told = (element: Record<string, unknown>, key: string): unknown =>
  key === "served_model_id" && element[key] === "None" ? null : element[key];
