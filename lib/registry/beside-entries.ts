import { basename } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { changedEntries, hasOnlyMoved } from "./changed-entries.ts";
import { type FileTrail, hadOwnOrder } from "./files-to-save.ts";
import { filesUnlike } from "./files-unlike.ts";
import type { Registry } from "./load-registry.ts";
import type { RawLayers } from "./raw-entry.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { inWrittenOrder, isSame } from "./to-registry-files.ts";

/** What a restore changes that no entry tells. */
export type BesideEntries = {
  /** Whether entries that stay what they are stand elsewhere among the others. */
  moves: boolean;
  /** The files that become others although no entry tells of it. */
  files: Plan["files"];
  /** The names of all files that are written. */
  written: string[];
};

type Restoring = {
  registry: Registry;
  layers: RawLayers;
  trail: FileTrail;
  /** Whether entries tell of the change. */
  isTold: boolean;
};

export async function besideEntries({ registry, layers, trail, isTold }: Restoring): Promise<BesideEntries> {
  const entries = changedEntries(registry.layers, layers);
  const files = isTold ? [] : await filesUnlike(registry.dir, { registry, layers, entries, trail });
  const written = isTold
    ? [...writtenLayers({ registry, layers, trail }), snapshotFile]
    : files.map(({ path }) => basename(path));
  const ordered = inWrittenOrder(layers, hadOwnOrder({ registry, trail }));
  const moves = written.length > 0 && changedEntries(registry.layers, ordered).some(hasOnlyMoved);
  return { moves, files, written };
}

const writtenLayers = ({ registry, layers, trail }: Omit<Restoring, "isTold">): string[] =>
  layerNames
    .filter((layer) => registry.isLegacy || !isSame(registry.layers[layer], layers[layer]))
    .map(layerFile)
    .concat([...trail.exact.keys()]);
