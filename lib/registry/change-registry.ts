import { diskFileSystem, type FileSystem } from "./file-system.ts";
import { guardWritable, loadRegistry, type Registry } from "./load-registry.ts";
import { recoverRegistry } from "./recover-registry.ts";
import { RegistryDraft, type TouchedEntry } from "./registry-draft.ts";
import { withRegistryLock } from "./registry-lock.ts";
import { registrySignature } from "./registry-signature.ts";
import { toSaveError } from "./save-error.ts";
import { saveRegistry } from "./save-registry.ts";
import { writeBackup } from "./write-backup.ts";

export type ChangeSettings = {
  command: string;
  backup?: boolean;
  waitMs?: number | undefined;
  now?: Date;
  fs?: FileSystem;
};

export type RegistryChange<Result> = {
  signature: string;
  /** The stamp of the backup that was made, where one was. */
  backup: string | undefined;
  touched: TouchedEntry[];
  result: Result;
};

type Apply<Result> = (draft: RegistryDraft, registry: Registry) => Result | Promise<Result>;

/** The one way to change a registry: alone, from what it is now, with a backup, and whole or not at all. */
export async function changeRegistry<Result>(
  dir: string,
  settings: ChangeSettings,
  apply: Apply<Result>,
): Promise<RegistryChange<Result>> {
  const fs = settings.fs ?? diskFileSystem;
  return withRegistryLock(dir, settings, async () => {
    const registry = await loadRecovered(fs, dir);
    guardWritable(registry);
    const draft = new RegistryDraft(registry);
    const result = await apply(draft, registry);
    const touched = draft.touched;
    if (touched.length === 0) return { signature: registry.signature, backup: undefined, touched, result };
    const backup = settings.backup === false ? undefined : await backUp(fs, dir, settings.now ?? new Date());
    await saveRegistry(dir, draft.layers, { fs, before: registry.isLegacy ? undefined : registry.layers });
    return { signature: await registrySignature(dir), backup, touched, result };
  });
}

/** Plays a change through without making it. */
export async function rehearseChange<Result>(
  dir: string,
  apply: Apply<Result>,
): Promise<{ registry: Registry; draft: RegistryDraft; result: Result }> {
  const registry = await loadRegistry(dir);
  const draft = new RegistryDraft(registry);
  const result = await apply(draft, registry);
  return { registry, draft, result };
}

async function loadRecovered(fs: FileSystem, dir: string): Promise<Registry> {
  try {
    await recoverRegistry(fs, dir);
  } catch (error) {
    throw toSaveError(error, dir);
  }
  return loadRegistry(dir);
}

async function backUp(fs: FileSystem, dir: string, now: Date): Promise<string | undefined> {
  try {
    return await writeBackup(fs, dir, now);
  } catch (error) {
    throw toSaveError(error, dir);
  }
}
