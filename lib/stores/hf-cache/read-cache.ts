import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { CachedRepo, CachedSnapshot, HubCache } from "./cached-repo.ts";
import { readSnapshot } from "./read-snapshot.ts";

const folderName = /^(model|dataset|space)s--(.+)$/;
const refDepthMax = 8;

type Watching = { onRepo?: (repo: string, count: number) => void };

/**
 * Reads what the hub's own programs have fetched. The library's reader passes over files in folders of a snapshot and
 * gives up at one repository that is damaged; here that is an issue, and the others are read.
 */
export async function readHubCache(folder: string, { onRepo }: Watching = {}): Promise<HubCache> {
  const cache: HubCache = { folder, repos: [], issues: [] };
  for (const entry of entriesOf(folder)) {
    const [, kind, words] = folderName.exec(entry.name) ?? [];
    if (!entry.isDirectory() || words === undefined) continue;
    await turn();
    const path = join(folder, entry.name);
    const repo = words.split("--").join("/");
    try {
      cache.repos.push(readRepo(path, { repo, kind: kind as CachedRepo["kind"], cache: folder }));
      onRepo?.(repo, cache.repos.length);
    } catch (error) {
      cache.issues.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return cache;
}

type Named = Pick<CachedRepo, "repo" | "kind"> & { cache: string };

function readRepo(folder: string, { repo, kind, cache }: Named): CachedRepo {
  const refs = readRefs(join(folder, "refs"));
  const snapshots = entriesOf(join(folder, "snapshots"))
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{7,64}$/.test(entry.name))
    .map((entry): CachedSnapshot => {
      const snapshot = readSnapshot(join(folder, "snapshots", entry.name), cache);
      return { ...snapshot, refs: refs.get(entry.name) ?? [] };
    });
  return {
    repo,
    kind,
    folder,
    snapshots,
    bytes: bytesOf(snapshots),
    ...readBlobs(join(folder, "blobs"), snapshots),
  };
}

/** A file that several commits share is counted once. */
function bytesOf(snapshots: readonly CachedSnapshot[]): number {
  const files = snapshots.flatMap(({ path, files }) =>
    files.map((file) => [file.blob ?? join(path, file.path), file.bytes] as const),
  );
  return [...new Map(files).values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Each commit beside the names it goes by; `refs/pr/1` nests. */
function readRefs(folder: string): Map<string, string[]> {
  const refs = new Map<string, string[]>();
  const look = (within: string, depth: number): void => {
    for (const entry of entriesOf(join(folder, within))) {
      const name = within === "" ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory() && depth < refDepthMax) look(name, depth + 1);
      if (!entry.isFile() || statSync(join(folder, name)).size > 100) continue;
      const commit = readFileSync(join(folder, name), "utf8").trim();
      refs.set(commit, [...(refs.get(commit) ?? []), name]);
    }
  };
  look("", 0);
  return refs;
}

function readBlobs(
  folder: string,
  snapshots: readonly CachedSnapshot[],
): Pick<CachedRepo, "orphans" | "unfinished"> {
  const linked = new Set(snapshots.flatMap(({ files }) => files.map(({ blob }) => blob)));
  const orphans = { count: 0, bytes: 0 };
  const unfinished = { count: 0, bytes: 0 };
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const tally = entry.name.endsWith(".incomplete") ? unfinished : linked.has(path) ? undefined : orphans;
    if (tally === undefined || !entry.isFile()) continue;
    tally.count += 1;
    tally.bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return { orphans, unfinished };
}

/** What is not there holds nothing; what may not be read is said. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
      one.name < other.name ? -1 : 1,
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
