import { join } from "node:path";
import type { LayerName } from "#cli-bridge/protocol/plan.ts";

export const layerNames: readonly LayerName[] = ["curated", "discovered"];

export const snapshotFile = "model_registry.json";
export const preSplitFile = "model_registry.backup.pre_split.json";
export const commitFile = "model_registry.commit.json";
export const lockFile = "model_registry.lock";
/** Ends the name of the file with which a process claims the lock. */
export const claimSuffix = ".own";
/** Where the registry's changes are remembered. */
export const changesFolderName = ".modeldeck-changes";
export const temporarySuffix = ".modeldeck-tmp";

/** A 100 MB file is a mistake, not a registry; a hundred thousand entries take 93 MB. */
export const layerBytesMax = 96_000_000;

export function layerFile(layer: LayerName): string {
  return `model_registry.${layer}.json`;
}

export function layerPath(dir: string, layer: LayerName): string {
  return join(dir, layerFile(layer));
}

export function changesFolder(dir: string): string {
  return join(dir, changesFolderName);
}
