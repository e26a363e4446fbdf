import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Layer } from "./manifest-shape.ts";

export type Blobs = {
  pathOf: (digest: string) => string;
  /** What is wrong with the files of these layers; many models share them, so each is looked at once. */
  problemsOf: (layers: readonly Layer[]) => string[];
  /** What the blobs that were looked at take, each once. */
  bytesSeen: () => number;
  partials: { count: number; bytes: number };
};

/** The files that the manifests of a store speak of. */
export function openBlobs(store: string): Blobs {
  const folder = join(store, "blobs");
  const sizes = new Map<string, number | undefined>();
  const pathOf = (digest: string): string => {
    if (!/^sha256[:-][0-9a-f]{64}$/.test(digest))
      throw new Error(`its digest ${digest} is not one of SHA-256`);
    return join(folder, digest.replace(":", "-"));
  };
  const sizeOf = (digest: string): number | undefined => {
    if (!sizes.has(digest)) {
      const found = statSync(pathOf(digest), { throwIfNoEntry: false });
      sizes.set(digest, found?.isFile() ? found.size : undefined);
    }
    return sizes.get(digest);
  };
  const problemsOf = (layers: readonly Layer[]): string[] =>
    layers.flatMap(({ digest, size }) => {
      const found = sizeOf(digest);
      if (found === size) return [];
      const short = digest.slice(0, 19);
      if (found === undefined) return [`the blob ${short} is not there`];
      return [`the blob ${short} has ${found} bytes instead of ${size}`];
    });
  const bytesSeen = () => [...sizes.values()].reduce<number>((sum, bytes = 0) => sum + bytes, 0);
  return { pathOf, problemsOf, bytesSeen, partials: partialsIn(folder) };
}

function partialsIn(folder: string): Blobs["partials"] {
  const partials = { count: 0, bytes: 0 };
  for (const name of namesIn(folder)) {
    if (!/^sha256-[0-9a-f]{64}-partial$/.test(name)) continue;
    partials.count += 1;
    // The file has its whole length from the first byte on; its blocks tell what is on the disk.
    partials.bytes += (statSync(join(folder, name), { throwIfNoEntry: false })?.blocks ?? 0) * 512;
  }
  return partials;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
