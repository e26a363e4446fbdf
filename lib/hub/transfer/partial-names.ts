import { createHash } from "node:crypto";
import { basename, dirname, join, sep } from "node:path";
import { partialFolderName } from "#lib/weights/partial-folder.ts";

export type PartialPaths = { folder: string; part: string; record: string; lock: string; damaged: string };

/** Another file on the hub under the same name has another etag, and so a partial of its own. */
export function partialPathsOf(target: string, etag: string): PartialPaths {
  return partialPathsIn(partialFolderOf(target), basename(target), etag);
}

export function partialPathsIn(folder: string, name: string, etag: string): PartialPaths {
  const stem = createHash("sha256").update(`${name}\n${etag}`).digest("hex").slice(0, 24);
  return pathsOfStem(folder, stem);
}

export function partialFolderOf(target: string): string {
  return join(dirname(target), partialFolderName);
}

export function pathsOfStem(folder: string, stem: string): PartialPaths {
  const at = (suffix: string) => join(folder, `${stem}${suffix}`);
  return {
    folder,
    part: partOfStem(folder, stem),
    record: at(".json"),
    lock: at(".lock"),
    damaged: at(".damaged"),
  };
}

export const partOfStem = (folder: string, stem: string) => `${folder}${sep}${stem}.part`;
