import { diskFileSystem } from "#lib/registry/file-system.ts";
import type { RawLayers } from "#lib/registry/raw-entry.ts";
import { saveFiles } from "#lib/registry/save-files.ts";
import { toRegistryFiles } from "#lib/registry/to-registry-files.ts";

/** Saves both layers and the snapshot they make, and nothing else. */
export async function saveLayers(dir: string, layers: RawLayers): Promise<void> {
  await saveFiles(diskFileSystem, dir, toRegistryFiles(layers));
}
