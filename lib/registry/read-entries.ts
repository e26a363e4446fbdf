import { type Entry, toEntry } from "./entry.ts";
import { readDocument } from "./entry-document.ts";
import { type MergedEntry, mergeLayers } from "./merge-entries.ts";
import { isRecord, nameOf, type RawLayers } from "./raw-entry.ts";
import type { RegistryProblem } from "./read-layer.ts";
import { layerFile, layerNames } from "./registry-files.ts";

export type EntriesReading = { entries: Entry[]; problems: RegistryProblem[]; merged: MergedEntry[] };

/** Reads the entries of both layers. What is wrong with one is reported, and the entry shown without it. */
export function readEntries(layers: RawLayers): EntriesReading {
  const problems = layerNames.flatMap((layer) => oddElements(layerFile(layer), layers[layer]));
  const merged = mergeLayers(layers);
  const entries = merged.map((each) => readEntry(each, problems));
  return { entries, problems, merged };
}

const known = new WeakMap<readonly unknown[], { curated: readonly unknown[]; reading: EntriesReading }>();

/** The same of layers that nobody changes: however often a process loads what it knows, it reads the entries once. */
export function readKnownEntries(layers: RawLayers): EntriesReading {
  const { curated, discovered } = layers;
  const found = known.get(discovered);
  if (found?.curated === curated) return found.reading;
  const reading = readEntries(layers);
  known.set(discovered, { curated, reading });
  return reading;
}

/** The entries of these names, without looking at the others. */
export function readEntriesNamed(layers: RawLayers, names: ReadonlySet<string>): Map<string, Entry> {
  const named: RawLayers = { curated: [], discovered: [] };
  for (const layer of layerNames) {
    named[layer] = layers[layer].filter((element) => names.has(nameOf(element) ?? ""));
  }
  return new Map(mergeLayers(named).map((merged) => [merged.name, readEntry(merged, [])]));
}

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
