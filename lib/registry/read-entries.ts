import { type Entry, toEntry } from "./entry.ts";
import { readDocument } from "./entry-document.ts";
import { type MergedEntry, mergeLayers } from "./merge-entries.ts";
import { isNewerMark, isRecord, nameOf, type RawLayers } from "./raw-entry.ts";
import type { RegistryProblem } from "./read-layer.ts";
import { layerFile, layerNames } from "./registry-files.ts";

type EntriesReading = { entries: Entry[]; problems: RegistryProblem[] };

/** Reads the entries of both layers. What is wrong with one is reported, and the entry shown without it. */
export function readEntries(layers: RawLayers, merged = mergeLayers(layers)): EntriesReading {
  const problems = layerNames.flatMap((layer) => oddElements(layerFile(layer), layers[layer]));
  const entries = merged.map((each) => readEntry(each, problems));
  return { entries, problems };
}

/** What layers that nobody changes come to. Many a change needs no entry read whole, so all are when one is asked for. */
type LayersRead = Readonly<EntriesReading & { merged: readonly MergedEntry[] }>;

const known = new WeakMap<readonly unknown[], { curated: readonly unknown[]; read: LayersRead }>();

/** However often a process loads what it knows, it merges the layers once, and reads the entries once. */
export function readKnownLayers(layers: RawLayers): LayersRead {
  const { curated, discovered } = layers;
  const found = known.get(discovered);
  if (found?.curated === curated) return found.read;
  const read = readOnce(layers);
  known.set(discovered, { curated, read });
  return read;
}

function readOnce(layers: RawLayers): LayersRead {
  let merged: MergedEntry[] | undefined;
  let reading: EntriesReading | undefined;
  const mergedOnce = () => {
    merged ??= mergeLayers(layers);
    return merged;
  };
  const readingOnce = () => {
    reading ??= readEntries(layers, mergedOnce());
    return reading;
  };
  return {
    get merged() {
      return mergedOnce();
    },
    get entries() {
      return readingOnce().entries;
    },
    get problems() {
      return readingOnce().problems;
    },
  };
}

/** The entries of these names, without looking at the others. */
export function readEntriesNamed(layers: RawLayers, names: ReadonlySet<string>): Map<string, Entry> {
  const named: RawLayers = { curated: [], discovered: [] };
  for (const layer of layerNames) {
    named[layer] = layers[layer].filter((element) => names.has(nameOf(element) ?? ""));
  }
  return new Map(mergeLayers(named).map((merged) => [merged.name, entryOf(merged)]));
}

/** What the layers together tell of one, as an entry. */
export const entryOf = (merged: MergedEntry): Entry => readEntry(merged, []);

function readEntry(merged: MergedEntry, problems: RegistryProblem[]): Entry {
  const { document, wrong } = readDocument(merged.raw, merged.name);
  if (wrong.length > 0) {
    problems.push({
      file: layerFile(merged.layer),
      name: merged.name,
      message: `The entry ${merged.name} is malformed at ${wrong.join(", ")}.`,
      hint: "It is kept as it stands. Correct these keys in the file, or remove the entry.",
    });
  }
  return toEntry(document, merged);
}

function oddElements(file: string, elements: unknown[]): RegistryProblem[] {
  const problems: RegistryProblem[] = [];
  const seen = new Set<string>();
  for (const [index, element] of elements.entries()) {
    // The mark of a newer form is no slip, and is told of as what it is.
    if (isNewerMark(element)) continue;
    const name = nameOf(element);
    if (name === undefined) problems.push(namelessProblem(file, index, element));
    else if (seen.has(name)) problems.push(twiceProblem(file, name));
    else seen.add(name);
  }
  return problems;
}

function namelessProblem(file: string, index: number, element: unknown): RegistryProblem {
  const what = isRecord(element) ? "has no name" : "is not an object";
  return {
    file,
    message: `Element ${index + 1} of ${file} ${what}.`,
    hint: "It is kept as it stands and shown nowhere. Give it a name in the file, or delete it there.",
  };
}

function twiceProblem(file: string, name: string): RegistryProblem {
  return {
    file,
    name,
    message: `${name} stands twice in ${file}; the last one counts.`,
    hint: "Both are kept. Rename or delete one of them in the file, or remove the entry to drop both.",
  };
}
