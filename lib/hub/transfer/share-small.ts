import { lstatSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FilesMeans } from "./fetch-files.ts";
import type { FileWanted } from "./file-wanted.ts";
import { partialFolderOf, pathsOfStem } from "./partial-names.ts";
import type { Places } from "./settle-places.ts";
import { takeTransferLock } from "./share-transfer.ts";

type Means = Pick<FilesMeans, "signal" | "onProgress"> & { places: Places };

/** One lock for all small files below a folder: one for each would take longer than the file. */
const smallStem = "0".repeat(24);

/**
 * Waits until no other process of this machine fetches small files into these folders, and keeps others waiting until
 * what it gives back is called. Whoever comes second finds what the first one brought.
 */
export async function takeSmallTurn(
  files: readonly FileWanted[],
  means: Means,
): Promise<() => Promise<void>> {
  const missing = files.find(({ target }) => !lstatSync(target, { throwIfNoEntry: false }));
  // In one order for all, or two would wait for each other.
  const roots = missing ? [...new Set(files.map(rootOf))].sort() : [];
  const held: (() => Promise<void>)[] = [];
  const letGo = async (): Promise<void> => {
    for (const release of held) await release();
  };
  for (const root of roots) {
    const release = await takeIn(root, missing, means);
    if (release) held.push(release);
  }
  return letGo;
}

/** The folder of a download, whatever of it lies deeper. */
function rootOf({ target, origin: { path } }: FileWanted): string {
  return target.endsWith(`/${path}`) ? target.slice(0, -path.length - 1) : dirname(target);
}

/** What hinders the lock hinders no file: then each process fetches its own, as with another machine's. */
async function takeIn(
  root: string,
  missing: FileWanted | undefined,
  { places, signal, onProgress }: Means,
): Promise<(() => Promise<void>) | undefined> {
  const target = join(root, "small files");
  const folder = partialFolderOf(target);
  const makeFolder = (): void => {
    places.make(target);
    places.hold(target).close();
  };
  const onFollow = (_done: number, by: string): void => {
    const words = `${by}, which fetches small files into the same folder`;
    if (missing) onProgress(missing, { state: "going", done: 0, fetched: 0, waitsFor: { words } });
  };
  try {
    const sharing = { target: root, signal, makeFolder, strangerMs: 0, onFollow };
    const { release } = await takeTransferLock(pathsOfStem(folder, smallStem), sharing);
    return () =>
      release()
        .then(() => rmdir(folder))
        .catch(() => undefined);
  } catch {
    return undefined;
  }
}
