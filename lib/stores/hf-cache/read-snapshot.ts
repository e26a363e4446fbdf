import { type Dirent, lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { CachedFile, CachedSnapshot } from "./cached-repo.ts";

const filesMax = 100_000;
const depthMax = 16;

/** Reads one commit: its files at any depth, each beside the blob that holds its bytes. */
export function readSnapshot(path: string, cache: string): Omit<CachedSnapshot, "refs"> {
  const files: CachedFile[] = [];
  const broken: string[] = [];
  const look = (within: string, depth: number): void => {
    for (const entry of readdirSync(join(path, within), { withFileTypes: true })) {
      const name = within === "" ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < depthMax) look(name, depth + 1);
      } else if (files.length < filesMax) {
        const file = readFile(path, name, { entry, cache });
        if (file) files.push(file);
        else broken.push(name);
      }
    }
  };
  look("", 0);
  return { commit: basename(path), path, files, broken, changedAt: lstatSync(path).mtime };
}

type Seen = { entry: Dirent; cache: string };

/** Nothing for a link that leads nowhere, or out of the cache: whoever made that one meant no blob. */
function readFile(root: string, path: string, { entry, cache }: Seen): CachedFile | undefined {
  const whole = join(root, path);
  const blob = entry.isSymbolicLink() ? resolve(dirname(whole), readlinkSync(whole)) : undefined;
  if (blob !== undefined && !blob.startsWith(cache + sep)) return undefined;
  const found = statSync(whole, { throwIfNoEntry: false });
  if (!found?.isFile()) return undefined;
  const name = blob === undefined ? "" : basename(blob);
  return { path, bytes: found.size, blob, sha256: /^[0-9a-f]{64}$/.test(name) ? name : undefined };
}
