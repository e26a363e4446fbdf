import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { localPathOf } from "#lib/registry/entry-place.ts";

export type DiskUse = {
  bytes: number;
  files: number;
  /** Bytes that several models share, counted above only once. */
  sharedBytes: number;
  /** There was more than is looked at. */
  isCut: boolean;
};

const lookedMax = 200_000;
const freshMs = 60_000;

type Registry = { signature: string; entries: readonly { path: string | undefined }[] };

/** What models take on the disk, each file once however many names lead to it. Looking takes a while, so it is kept for a minute. */
export function makeDiskUse(read: () => Promise<{ registry: Registry }>) {
  let known: { signature: string; atMs: number; use: Promise<DiskUse> } | undefined;
  return async (): Promise<DiskUse> => {
    const { signature, entries } = (await read()).registry;
    const isFresh = known?.signature === signature && performance.now() - known.atMs < freshMs;
    if (known && isFresh) return known.use;
    const paths = entries.flatMap((entry) => localPathOf(entry) ?? []);
    const use = measure([...new Set(paths)]);
    known = { signature, atMs: performance.now(), use };
    return use;
  };
}

async function measure(paths: readonly string[]): Promise<DiskUse> {
  const seen = new Set<string>();
  let looked = 0;
  const use: DiskUse = { bytes: 0, files: 0, sharedBytes: 0, isCut: false };
  // One after the other: the disk is not to be busy with this alone.
  for (const path of paths) {
    const own = new Set<string>();
    for await (const { id, bytes } of filesBelow(path)) {
      looked += 1;
      if (looked > lookedMax) return { ...use, isCut: true };
      if (id === undefined || own.has(id)) continue;
      own.add(id);
      if (seen.has(id)) {
        use.sharedBytes += bytes;
        continue;
      }
      seen.add(id);
      use.files += 1;
      use.bytes += bytes;
    }
  }
  return use;
}

/** A file, or a folder, which has no bytes of its own. */
type Found = { id?: string; bytes: number };

/** What cannot be read counts nothing; links are not followed, for what they lead to is counted where it lies. */
async function* filesBelow(path: string): AsyncGenerator<Found> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile()) yield { id: `${found.dev}:${found.ino}`, bytes: found.size };
  if (!found?.isDirectory()) return;
  yield { bytes: 0 };
  const names = await readdir(path).catch(() => []);
  for (const name of names) yield* filesBelow(join(path, name));
}
