import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { blobNameOf, type CachePlaces } from "../hf-cache/cache-places.ts";
import type { RemoteFile } from "../hub.ts";
import { partialFolderOf } from "../transfer/partial-names.ts";
import type { ChosenFile } from "./choose-files.ts";
import { fileStateOf, moveHint } from "./file-state.ts";
import { linkInTheWay } from "./link-in-the-way.ts";
import { partialBytesOf } from "./partial-bytes.ts";

export type ChosenFrom = { repo: string; commit: string; files: readonly ChosenFile<RemoteFile>[] };

/** Where files come to lie: under their own names in a folder, or as blobs of a cache. */
export type Destination = {
  /** Nothing above this folder is looked at for links. */
  base: string;
  folder: string;
  cache: CachePlaces | undefined;
  force: boolean;
};

/** Each file with its place, and with what is there now. */
export async function planFiles(
  { repo, commit, files }: ChosenFrom,
  { base, folder, cache, force }: Destination,
): Promise<{ files: PlannedFile[]; blocked: DownloadPlan["blocked"] }> {
  const planned: PlannedFile[] = [];
  const blocked: DownloadPlan["blocked"] = [];
  const hasPartials = lookForPartials();
  for (const { file, role } of files) {
    const target = cache ? join(cache.blobs, blobNameOf(file)) : join(folder, file.path);
    const link = await linkInTheWay(base, relative(base, target));
    if (link !== undefined) {
      const why = "it is a link or a file, and nothing is written through it";
      blocked.push({ what: link, why, hint: moveHint });
      continue;
    }
    const partial = hasPartials(target) ? partialBytesOf(target, blobNameOf(file), file.bytes) : 0;
    const { obstacle, ...state } = await fileStateOf({ target, bytes: file.bytes, role, force, partial });
    if (obstacle !== undefined) blocked.push({ what: target, ...obstacle });
    planned.push({
      ...{ path: file.path, repo, commit, role, bytes: file.bytes, gitSha1: file.gitSha1, target },
      ...(file.sha256 !== undefined && { sha256: file.sha256 }),
      ...state,
    });
  }
  return { files: planned, blocked };
}

export const isToCome = ({ state }: PlannedFile): boolean =>
  state === "fetch" || state === "resume" || state === "replace";

/** Asks each folder once whether anything can be unfinished there, and not for each of its thousands of files. */
function lookForPartials(): (target: string) => boolean {
  const seen = new Map<string, boolean>();
  return (target) => {
    const folder = partialFolderOf(target);
    const isThere = seen.get(folder) ?? existsSync(folder);
    seen.set(folder, isThere);
    return isThere;
  };
}
