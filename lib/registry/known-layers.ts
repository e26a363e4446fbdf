import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CommitRecord } from "./commit-record.ts";
import { lengthOf } from "./file-bytes.ts";
import { type FileMark, isSameFile, markOf } from "./file-mark.ts";
import { type LayerReading, readRegistryFile, toLayer, toLayerOf } from "./read-layer.ts";
import { layerBytesMax } from "./registry-files.ts";
import type { FileToSave } from "./save-files.ts";

type Known = { mark: FileMark; layer: LayerReading };

/** Two registries of two layers: a process has no more to do with, and the texts of large ones take room. */
const knownMax = 4;
const known = new Map<string, Known>();

/** As in a new process: for whoever measures what a first look costs. */
export function forgetLayers(): void {
  known.clear();
}

/** Reads a layer, or tells what was read of this very file before. What it holds is shared and never changed. */
export async function readKnownLayer(
  dir: string,
  name: string,
  commit: CommitRecord | undefined,
): Promise<LayerReading> {
  const path = join(dir, name);
  const isPending = commit?.files.some((file) => file.name === name) || commit?.gone.includes(name) || false;
  const found = isPending ? undefined : known.get(path);
  if (found && isSameFile(found.mark, await markAt(path))) {
    keep(path, found);
    return found.layer;
  }
  const reading = await readRegistryFile(dir, name, commit);
  const layer = toLayer(name, reading);
  if (!isPending && reading.kind === "read" && reading.mark?.isSettled) {
    keep(path, { mark: reading.mark, layer });
  }
  return layer;
}

/** Knows what was just written without reading it, where what lies there now is what was written. */
export async function rememberSaved(
  dir: string,
  files: readonly FileToSave[],
  written: ReadonlyMap<string, FileMark>,
): Promise<void> {
  for (const { name, bytes, asRead } of files) {
    const path = join(dir, name);
    const [mark, before] = [await markAt(path), written.get(name)];
    known.delete(path);
    if (!mark?.isSettled || !before || lengthOf(bytes) > layerBytesMax) continue;
    // Only the rename has touched it since, and that is told by nothing but the time of the change.
    if (!isSameFile({ ...mark, changed: before.changed }, before)) continue;
    const elements = asRead?.();
    if (elements) keep(path, { mark, layer: toLayerOf(name, elements) });
  }
}

function keep(path: string, layer: Known): void {
  known.delete(path);
  known.set(path, layer);
  for (const oldest of known.keys()) if (known.size > knownMax) known.delete(oldest);
}

async function markAt(path: string): Promise<FileMark | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats && markOf(stats);
}
