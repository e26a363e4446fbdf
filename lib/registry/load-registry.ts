import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { CommitRecord } from "./commit-record.ts";
import type { Entry } from "./entry.ts";
import { readKnownLayer } from "./known-layers.ts";
import type { MergedEntry } from "./merge-entries.ts";
import type { RawLayers } from "./raw-entry.ts";
import { readKnownLayers } from "./read-entries.ts";
import { type LayerReading, type RegistryProblem, readRegistryFile, toLayer } from "./read-layer.ts";
import { commitFile, layerFile, snapshotFile } from "./registry-files.ts";
import { registrySignature } from "./registry-signature.ts";
import { splitLegacy } from "./split-legacy.ts";

export type Registry = {
  dir: string;
  entries: Entry[];
  /** The entries as the layers together tell them, in the order of `entries`. */
  merged: readonly MergedEntry[];
  problems: RegistryProblem[];
  signature: string;
  /** Why nothing may be written, where that is so. */
  readOnly: string | undefined;
  /** The files that could not be read. */
  unread: readonly string[];
  /** What may be written again. Of a file with a key that stands twice the entries are shown, and none is in here. */
  layers: RawLayers;
  /** There are no layers yet, only the single file of an earlier time. */
  isLegacy: boolean;
};

const attemptsMax = 50;

type Files = { curated: LayerReading; discovered: LayerReading; legacy: LayerReading };

/** Reads a registry and writes nothing. A folder without files is an empty registry. */
export async function loadRegistry(dir: string): Promise<Registry> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const signature = await registrySignature(dir);
    const files = await readFiles(dir);
    // Somebody saved between the first file and the last: what we hold may be half old and half new.
    if ((await registrySignature(dir)) === signature) return toRegistry(dir, { signature, files });
    await delay(2 * attempt);
  }
  throw new ConsoleError("busy", `The registry in ${dir} changes faster than it can be read.`, {
    hint: "Try again in a moment.",
  });
}

export function findEntry(registry: Pick<Registry, "entries">, name: string): Entry | undefined {
  return registry.entries.find((entry) => entry.name === name);
}

async function readFiles(dir: string): Promise<Files> {
  const commit = await readCommit(dir);
  const [curated, discovered] = await Promise.all([
    readKnownLayer(dir, layerFile("curated"), commit),
    readKnownLayer(dir, layerFile("discovered"), commit),
  ]);
  const isLayered = curated.exists || discovered.exists;
  const snapshot = isLayered
    ? ({ kind: "absent" } as const)
    : await readRegistryFile(dir, snapshotFile, commit);
  return { curated, discovered, legacy: toLayer(snapshotFile, snapshot) };
}

/** Saves are seldom met halfway, so the reader of their records is loaded when one is met. */
async function readCommit(dir: string): Promise<CommitRecord | undefined> {
  const record = await readRegistryFile(dir, commitFile);
  if (record.kind !== "read") return undefined;
  const { parseCommitRecord } = await import("./commit-record.ts");
  return parseCommitRecord(record.bytes);
}

function toRegistry(dir: string, { signature, files }: { signature: string; files: Files }): Registry {
  const { curated, discovered, legacy } = files;
  const layersOf = (elementsOf: (file: LayerReading) => unknown[]): RawLayers =>
    legacy.exists
      ? splitLegacy(elementsOf(legacy))
      : { curated: elementsOf(curated), discovered: elementsOf(discovered) };
  const layers = layersOf(({ elements }) => elements);
  const unreadable = [curated, discovered, legacy].flatMap(({ problem }) => (problem ? [problem] : []));
  const isShown = [curated, discovered, legacy].some(({ shown }) => shown);
  const read = readKnownLayers(isShown ? layersOf(({ elements, shown = elements }) => shown) : layers);
  return {
    dir: join(dir),
    get entries() {
      return read.entries;
    },
    get merged() {
      return read.merged;
    },
    get problems() {
      return [...unreadable, ...read.problems];
    },
    signature,
    readOnly: unreadable[0]?.message,
    unread: unreadable.map(({ file }) => file),
    layers,
    isLegacy: legacy.exists,
  };
}

type Writing = {
  /** Whether this mends a registry: what is broken may be written over. What a newer program wrote is not broken, and what a link leads to is not ours. */
  mends?: boolean | undefined;
};

/** Refuses what would write over a file that could not be read. */
export function guardWritable(
  registry: Pick<Registry, "readOnly" | "problems">,
  { mends = false }: Writing = {},
): void {
  if (registry.readOnly === undefined) return;
  const { problems } = registry;
  const problem = mends ? problems.find(({ isNewer, isLink }) => isNewer || isLink) : problems[0];
  if (problem) throw new ConsoleError("registry-unreadable", problem.message, { hint: problem.hint });
}
