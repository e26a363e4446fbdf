import { join } from "node:path";

/** Where the cache of Hugging Face keeps a repository, as its own documentation lays it out. */
export type CachePlaces = {
  /** The cache itself. */
  cache: string;
  /** `models--owner--name` */
  repository: string;
  blobs: string;
  snapshot: string;
  refs: string;
};

export function cachePlacesOf(cache: string, repo: string, commit: string): CachePlaces {
  const repository = join(cache, `models--${repo.replaceAll("/", "--")}`);
  return {
    cache,
    repository,
    blobs: join(repository, "blobs"),
    snapshot: join(repository, "snapshots", commit),
    refs: join(repository, "refs"),
  };
}

/** A file's bytes lie under the name that the hub gives them: their sha256, or for small ones git's. */
export const blobNameOf = ({ sha256, gitSha1 }: { sha256?: string | undefined; gitSha1: string }): string =>
  sha256 ?? gitSha1;
