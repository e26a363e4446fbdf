import type { BigIntStats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

export type TreeSize = {
  files: number;
  /** What deleting the tree gives back. */
  bytesFreed: number;
  /** What stays on the disk because a hard link elsewhere holds it. */
  bytesKept: number;
  /** Changes when a file in it is written or replaced, though its size stays. */
  stamp: string;
};

type Inode = { bytes: number; links: bigint; seen: bigint };

const pathsMax = 1_000_000;

/** Adds up a tree by inode, following no link. `own`: what was just seen at its path. */
export async function measureTree(path: string, own?: BigIntStats): Promise<TreeSize> {
  const inodes = new Map<string, Inode>();
  const waiting = [path];
  let files = 0;
  let [numbers, times] = [0n, 0n];
  for (let next = waiting.pop(); next !== undefined && files < pathsMax; next = waiting.pop()) {
    const folder = next;
    const stats = (folder === path && own) || (await lstat(folder, { bigint: true }));
    if (stats.isDirectory()) {
      for (const name of await readdir(folder)) waiting.push(join(folder, name));
      continue;
    }
    files += 1;
    numbers += stats.ino;
    times += stats.mtimeNs;
    const key = `${stats.dev}.${stats.ino}`;
    const inode = inodes.get(key) ?? { bytes: Number(stats.size), links: stats.nlink, seen: 0n };
    inode.seen += 1n;
    inodes.set(key, inode);
  }
  let bytesFreed = 0;
  let bytesKept = 0;
  for (const { bytes, links, seen } of inodes.values()) {
    if (links > seen) bytesKept += bytes;
    else bytesFreed += bytes;
  }
  return { files, bytesFreed, bytesKept, stamp: `${numbers}.${times}` };
}

/** What a tree takes on the disk, whoever else holds it; nothing where that cannot be told. */
export const bytesBelow = (path: string): Promise<number | undefined> =>
  measureTree(path).then(
    ({ bytesFreed, bytesKept }) => bytesFreed + bytesKept,
    () => undefined,
  );
