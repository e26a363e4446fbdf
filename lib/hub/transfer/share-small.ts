import { lstatSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FilesMeans } from "./fetch-files.ts";
import type { FileWanted } from "./file-wanted.ts";
import { linkAbort } from "./linked-abort.ts";
import { partialFolderOf, pathsOfStem } from "./partial-names.ts";
import type { Places } from "./settle-places.ts";
import { takeTransferLock } from "./share-transfer.ts";

type Means = Pick<FilesMeans, "signal" | "onProgress"> & { places: Places };

/** One lock for all small files below a folder: one for each would take longer than the file. */
const smallStem = "0".repeat(24);
/** Whoever brings none of them for so long waits itself, or is after others. */
const waitMsMax = 10_000;

/**
 * Waits while another process of this machine brings these small files, and keeps others waiting until what it gives
 * back is called. Whoever comes second finds what the first one brought.
 */
export async function takeSmallTurn(
  files: readonly FileWanted[],
  means: Means,
): Promise<() => Promise<void>> {
  const isComplete = files.every(({ target, replace }) => !replace && isThere(target));
  // In one order for all, or two would wait for each other.
  const roots = isComplete ? [] : [...new Set(files.map(rootOf))].sort();
  const held: (() => Promise<void>)[] = [];
  for (const root of roots) held.push(await takeIn(root, files, means));
  return async () => {
    for (const release of held) await release();
  };
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The folder of a download, whatever of it lies deeper. */
function rootOf({ target, origin: { path } }: FileWanted): string {
  return target.endsWith(`/${path}`) ? target.slice(0, -path.length - 1) : dirname(target);
}

/** What hinders the lock hinders no file: then each process fetches its own, as with another machine's. */
async function takeIn(
  root: string,
  files: readonly FileWanted[],
  { places, signal, onProgress }: Means,
): Promise<() => Promise<void>> {
  const target = join(root, "small files");
  const folder = partialFolderOf(target);
  const tidy = () => rmdir(folder).catch(() => undefined);
  const makeFolder = (): void => {
    places.make(target);
    places.hold(target).close();
  };
  const wait = linkAbort(signal);
  const follow = followFiles(files, { onProgress, giveUp: () => wait.abort(new Error("nothing comes")) });
  try {
    const sharing = { target: root, signal: wait.signal, makeFolder, strangerMs: 0, onFollow: follow.look };
    const { release } = await takeTransferLock(pathsOfStem(folder, smallStem), sharing);
    return () =>
      release()
        .catch(() => undefined)
        .then(tidy);
  } catch {
    await tidy();
    return async () => undefined;
  } finally {
    wait.unlink();
    follow.stop();
  }
}

type Following = Pick<Means, "onProgress"> & { giveUp(): void };

/** Tells of the wait at the first file that is not there yet, and gives up where none has come for long. */
function followFiles(files: readonly FileWanted[], { onProgress, giveUp }: Following) {
  let at = 0;
  let cameAt = performance.now();
  let told: FileWanted | undefined;
  const stop = (): void => {
    if (told) onProgress(told, { state: "waiting", done: 0, fetched: 0 });
    told = undefined;
  };
  const look = (_done: number, by: string): void => {
    const before = at;
    for (let file = files[at]; file && isThere(file.target); file = files[at]) at += 1;
    if (at > before) cameAt = performance.now();
    if (performance.now() - cameAt > waitMsMax) giveUp();
    const file = files[Math.min(at, files.length - 1)];
    if (file !== told) stop();
    told = file;
    const words = `${by}, which fetches small files into the same folder`;
    if (file) onProgress(file, { state: "going", done: 0, fetched: 0, waitsFor: { words } });
  };
  return { look, stop };
}
