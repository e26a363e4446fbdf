import { stat, statfs } from "node:fs/promises";
import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";

type Disk = MachineReading["disks"][number];
type Found = { path: string; device: number; totalBytes: number; freeBytes: number };

const freshMs = 10_000;
const limitMs = 2_000;

/** The disks that the roots lie on, each once. One of a server that is away is left out until it answers. */
export function makeDiskReader(rootsNow: () => Promise<readonly string[]>): () => Promise<Disk[]> {
  const looking = new Map<string, Promise<Found | undefined>>();
  let known: { atMs: number; disks: Promise<Disk[]> } | undefined;
  const look = (path: string) => {
    const going = looking.get(path) ?? readDisk(path).finally(() => looking.delete(path));
    looking.set(path, going);
    return going;
  };
  return () => {
    if (!known || performance.now() - known.atMs > freshMs)
      known = {
        atMs: performance.now(),
        disks: rootsNow()
          .then((roots) => Promise.all(roots.map((path) => withinLimit(look(path)))))
          .then(joined),
      };
    return known.disks;
  };
}

async function readDisk(path: string): Promise<Found | undefined> {
  try {
    const [{ dev }, { bavail, blocks, bsize }] = await Promise.all([stat(path), statfs(path)]);
    return { path, device: dev, totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  } catch {
    return undefined;
  }
}

async function withinLimit<T>(answer: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

function joined(found: readonly (Found | undefined)[]): Disk[] {
  const disks = new Map<number, Disk>();
  for (const one of found) {
    if (one === undefined) continue;
    const { path, device, ...room } = one;
    const known = disks.get(device);
    if (known) known.paths.push(path);
    else disks.set(device, { paths: [path], ...room });
  }
  return [...disks.values()];
}
