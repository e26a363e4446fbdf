import { readDocument } from "../entry-document.ts";
import { isLocked } from "../guard-unlocked.ts";
import { isAlike } from "../is-alike.ts";
import type { Registry } from "../load-registry.ts";
import { dynamicKeys, isNewerMark, isRecord, nameOf, type RawEntry } from "../raw-entry.ts";
import { layerFile, layerNames } from "../registry-files.ts";
import { type FindingItem, findingOf, type HealthFinding } from "./health-finding.ts";

/** What is odd about the elements of the layers, as they stand in the files. */
export function checkElements({ layers, merged, problems }: Registry): HealthFinding[] {
  const found = layerNames.flatMap((layer) =>
    layers[layer].map((element, index) => ({ layer, index, element })),
  );
  const nameless = found
    .filter(({ element }) => nameOf(element) === undefined && !isNewerMark(element))
    .map(({ layer, index, element }) => ({
      name: `element ${index + 1} of ${layerFile(layer)}`,
      detail: isRecord(element)
        ? "it has no name"
        : "it is not an object, and the original refuses the whole registry for it",
    }));
  return [
    ...findingOf(
      {
        ...{ check: "malformed-element", severity: "error", title: "Elements that are no entries" },
        says: "They are kept and shown nowhere. Give them a name in the file, or delete them there.",
      },
      nameless,
    ),
    ...malformed(found.map(({ element }) => element).filter(isUnread({ merged, problems }))),
    ...twice(layers),
    ...unlikeLayers(layers),
    ...unmarked(layers.curated),
  ];
}

/** An element that is an entry by itself was read when the registry was, and has a problem there if it has one. */
function isUnread({ merged, problems }: Pick<Registry, "merged" | "problems">) {
  const named = new Set(problems.map(({ name }) => name));
  const sound = new Set<unknown>(merged.flatMap(({ name, raw }) => (named.has(name) ? [] : [raw])));
  return (element: unknown): boolean => !sound.has(element);
}

function malformed(elements: readonly unknown[]): HealthFinding[] {
  const items = new Map<string, FindingItem>();
  for (const element of elements) {
    const name = nameOf(element);
    if (name === undefined || !isRecord(element)) continue;
    // A curated entry may leave its backend to the discovered one, so that key is judged where both are merged.
    const wrong = readDocument(element, name).wrong.filter((key) => key !== "backend");
    const word = (key: string) =>
      key === "version_lock" && isLocked(element[key]) ? "version_lock, which counts as locked" : key;
    if (wrong.length > 0) items.set(name, { name, detail: wrong.map(word).join(", ") });
  }
  return findingOf(
    {
      ...{
        check: "malformed-entry",
        severity: "error",
        title: "Entries with values that are not what they should be",
      },
      says: "These keys are ignored here, but for a lock, and kept in the file. Correct them there.",
    },
    [...items.values()],
  );
}

function twice(layers: Registry["layers"]): HealthFinding[] {
  const items = layerNames.flatMap((layer) => {
    const counts = new Map<string, number>();
    for (const element of layers[layer]) {
      const name = nameOf(element);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts]
      .filter(([, count]) => count > 1)
      .map(([name, count]) => ({ name, detail: `${count} times in ${layerFile(layer)}` }));
  });
  return findingOf(
    {
      ...{ check: "duplicate-name", severity: "error", title: "Names that stand twice in a layer" },
      says: "Only the last one counts; the original drops the others when it saves. Rename or delete one in the file.",
    },
    items,
  );
}

/** Where the curated layer overrules what the tools found: meant to be possible, and easily forgotten. */
function unlikeLayers(layers: Registry["layers"]): HealthFinding[] {
  const discovered = new Map(entriesOf(layers.discovered));
  const items = entriesOf(layers.curated).flatMap(([name, above]) => {
    const below = discovered.get(name);
    const keys = below ? Object.keys(above).filter((key) => overrules(key, above[key], below[key])) : [];
    return keys.length === 0 ? [] : [{ name, detail: keys.join(", ") }];
  });
  return findingOf(
    {
      ...{
        check: "layers-differ",
        severity: "note",
        title: "Entries whose curated half overrules the discovered one",
      },
      says: "The curated value counts. Nothing is wrong if it was meant.",
    },
    items,
  );
}

function overrules(key: string, above: unknown, below: unknown): boolean {
  if (key === "metadata" || above === null || below === undefined || below === null) return false;
  return !isAlike(above, below);
}

function entriesOf(elements: readonly unknown[]): [string, RawEntry][] {
  return elements.flatMap((element): [string, RawEntry][] => {
    const name = nameOf(element);
    return name === undefined || !isRecord(element) ? [] : [[name, element]];
  });
}

function unmarked(curated: readonly unknown[]): HealthFinding[] {
  const items = entriesOf(curated).flatMap(([name, entry]): FindingItem[] => {
    const mark = isRecord(entry.metadata) ? entry.metadata.registry_layer : undefined;
    if (mark === "curated") return [];
    const dynamic = Object.keys(entry).some((key) => dynamicKeys.has(key));
    return [
      {
        name,
        detail:
          mark === undefined
            ? dynamic
              ? "no mark, and tool-made keys"
              : "no mark"
            : `marked ${String(mark)}`,
      },
    ];
  });
  return findingOf(
    {
      ...{
        check: "unmarked-curated",
        severity: "note",
        title: "Curated entries without metadata.registry_layer",
      },
      says: "The original loses the first edit of such an entry. Any change of it here sets the mark.",
    },
    items,
  );
}
