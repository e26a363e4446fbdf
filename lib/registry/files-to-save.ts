import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChangeRecord } from "./change-record.ts";
import type { ChangeTrail } from "./change-trail.ts";
import type { ChangedEntry } from "./changed-entries.ts";
import { isSameBytes } from "./file-bytes.ts";
import { hashAt } from "./file-hashes.ts";
import type { Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { layerFile, layerNames } from "./registry-files.ts";
import type { FileToSave } from "./save-files.ts";
import { toRegistryFiles } from "./to-registry-files.ts";

type Saving = { registry: Registry; layers: RawLayers; entries: readonly ChangedEntry[]; trail: ChangeTrail };

type Files = {
  files: FileToSave[];
  /** Whether all of them are what the layers make, and none comes back to letters that only a copy has. */
  areMade: boolean;
};

/** Where no entry tells of a change, it is one of the files alone that become others. */
export async function filesToSave(
  dir: string,
  { registry, layers, entries, trail }: Saving,
  hasOwnOrder: boolean,
): Promise<Files> {
  const isNone = entries.length === 0 && trail.exact.size === 0 && trail.absent.length === 0;
  if (isNone) return { files: [], areMade: false };
  const made = filesOf(layers, { registry, trail, hasOwnOrder });
  if (entries.length > 0) return made;
  const files = await Promise.all(
    made.files.map(async (file) => {
      const there = await readFile(join(dir, file.name)).catch(() => undefined);
      return there && isSameBytes(there, file.bytes) ? [] : file;
    }),
  );
  return { files: files.flat(), areMade: false };
}

/** The layers that stay what they are; a change that no entry tells is taken back only while they do. */
export async function layersBeside(
  dir: string,
  files: readonly FileToSave[],
): Promise<ChangeRecord["beside"]> {
  const names = layerNames.map(layerFile).filter((layer) => files.every(({ name }) => name !== layer));
  return Promise.all(names.map(async (name) => ({ name, sha256: await hashAt(join(dir, name)) })));
}

type Before = { registry: Registry; trail: ChangeTrail; hasOwnOrder: boolean };

function filesOf(
  layers: RawLayers,
  { registry, trail: { exact, absent, layouts }, hasOwnOrder }: Before,
): Files {
  const before = registry.isLegacy ? undefined : registry.layers;
  const files = toRegistryFiles(layers, { before, hasOwnOrder, layouts });
  const named = new Set(files.map(({ name }) => name));
  const missing = [...exact].filter(([name]) => !named.has(name));
  const kept = [
    ...missing.map(([name, bytes]) => ({ name, bytes })),
    ...files.map((file) => exactly(file, exact.get(file.name))),
  ];
  return {
    files: kept.filter(({ name }) => !absent.includes(name)),
    areMade: absent.length === 0 && kept.every((file) => files.includes(file)),
  };
}

function exactly(file: FileToSave, bytes: Buffer | undefined): FileToSave {
  if (bytes === undefined || isSameBytes(bytes, file.bytes)) return file;
  return { name: file.name, bytes };
}
