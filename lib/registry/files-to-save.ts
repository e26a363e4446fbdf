import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChangeRecord } from "./change-record.ts";
import type { ChangeTrail } from "./change-trail.ts";
import type { ChangedEntry } from "./changed-entries.ts";
import { type FileBytes, isSameBytes } from "./file-bytes.ts";
import { hashAt } from "./file-hashes.ts";
import type { Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import type { FileToSave } from "./save-files.ts";
import { isInOwnOrder, toRegistryFiles } from "./to-registry-files.ts";

/** What of a trail the files depend on. */
export type FileTrail = Pick<ChangeTrail, "exact" | "absent" | "layouts" | "hasOwnOrder">;

export type Saving = {
  registry: Registry;
  layers: RawLayers;
  entries: readonly ChangedEntry[];
  trail: FileTrail;
};

type Files = {
  files: FileToSave[];
  /** Whether all of them are what the layers make, and none comes back to letters that only a copy has. */
  areMade: boolean;
};

/** Where no entry tells of a change, it is one of the files alone that become others. */
export async function filesToSave(dir: string, { registry, layers, entries, trail }: Saving): Promise<Files> {
  const isNone = entries.length === 0 && trail.exact.size === 0 && trail.absent.length === 0;
  if (isNone) return { files: [], areMade: false };
  const made = filesOf(layers, { registry, trail });
  if (entries.length > 0) return made;
  const files = await Promise.all(
    made.files.map(async (file) => ((await isAt(join(dir, file.name), file.bytes)) ? [] : file)),
  );
  return { files: files.flat(), areMade: false };
}

/** Whether a file has just these bytes. */
export async function isAt(path: string, bytes: FileBytes): Promise<boolean> {
  const there = await readFile(path).catch(() => undefined);
  return there !== undefined && isSameBytes(there, bytes);
}

/** Whether the curated layer is, or goes back to, an order of somebody's own. */
export const hadOwnOrder = ({ registry, trail }: Pick<Saving, "registry" | "trail">): boolean =>
  trail.hasOwnOrder || (!registry.isLegacy && isInOwnOrder(registry.layers));

/** The files that stay what they are; a change that no entry tells is taken back only while they do. */
export async function filesBeside(
  dir: string,
  { files, gone }: { files: readonly FileToSave[]; gone: readonly string[] },
): Promise<ChangeRecord["beside"]> {
  const others = new Set([...files.map(({ name }) => name), ...gone]);
  const names = [...layerNames.map(layerFile), snapshotFile].filter((name) => !others.has(name));
  return Promise.all(names.map(async (name) => ({ name, sha256: await hashAt(join(dir, name)) })));
}

function filesOf(layers: RawLayers, { registry, trail }: Pick<Saving, "registry" | "trail">): Files {
  const { exact, absent, layouts } = trail;
  const before = registry.isLegacy ? undefined : registry.layers;
  const files = toRegistryFiles(layers, { before, hasOwnOrder: hadOwnOrder({ registry, trail }), layouts });
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
