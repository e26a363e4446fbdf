/** A file of a snapshot. `blob` is the file that holds its bytes, where the snapshot only links to it. */
export type CachedFile = {
  path: string;
  bytes: number;
  blob: string | undefined;
  /** Blobs of large files bear their own hash. */
  sha256: string | undefined;
};

export type CachedSnapshot = {
  commit: string;
  path: string;
  /** The branches, tags and pull requests that are this commit. */
  refs: string[];
  files: CachedFile[];
  /** Links whose blob is not there. */
  broken: string[];
  changedAt: Date;
};

export type CachedRepo = {
  /** `owner/name`, or a name alone. */
  repo: string;
  kind: "model" | "dataset" | "space";
  folder: string;
  snapshots: CachedSnapshot[];
  /** What its files take on the disk, each blob once. */
  bytes: number;
  /** Blobs that no snapshot links to. */
  orphans: { count: number; bytes: number };
  /** Downloads that have not ended. */
  unfinished: { count: number; bytes: number };
};

export type HubCache = {
  folder: string;
  repos: CachedRepo[];
  issues: { path: string; message: string }[];
};

/** The snapshot that the repository is taken to be: of `main`, else of any name, else the newest. */
export function chosenSnapshot({ snapshots }: Pick<CachedRepo, "snapshots">): CachedSnapshot | undefined {
  const newestFirst = snapshots.toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime());
  return (
    snapshots.find(({ refs }) => refs.includes("main")) ??
    newestFirst.find(({ refs }) => refs.length > 0) ??
    newestFirst[0]
  );
}
