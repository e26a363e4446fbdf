import { join } from "node:path";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import { type HashOptions, hashFiles } from "#lib/weights/hash-files.ts";
import type { Entry } from "../entry.ts";
import { keptByOllamaOnce } from "../kept-by-ollama.ts";
import { lookAtEntry } from "./check-entry.ts";

/** What the files of a model hold now. */
export type ReadContent = { aggregateSha256: string; files: { path: string; sha256: string }[] };
export type Content = ReadContent | { says: string };

/** Reads the files of entries, or says why they cannot be read. Takes as long as the disk does. */
export async function readContents(
  entries: readonly Entry[],
  options: HashOptions,
): Promise<Map<string, Content>> {
  const isKept = keptByOllamaOnce();
  const looks = await Promise.all(entries.map((entry) => lookAtEntry(entry, { isKept })));
  const paths = looks.flatMap(({ root, files }) => files.map(({ path }) => join(root, path)));
  const hashes = await hashFiles(paths, options);
  return new Map(
    looks.map(({ entry, check, root, files }): [string, Content] => {
      if (files.length === 0) return [entry.name, { says: check.says }];
      const read = files.map(({ path }) => ({ path, hash: hashes.get(join(root, path)) }));
      const fault = read.find(({ hash }) => hash?.state !== "hashed");
      if (fault) return [entry.name, { says: `${fault.path} cannot be read` }];
      const hashed = read.flatMap(({ path, hash }) =>
        hash?.state === "hashed" ? [{ path, sha256: hash.sha256 }] : [],
      );
      const sorted = hashed.sort((one, other) => (one.path < other.path ? -1 : 1));
      return [entry.name, { aggregateSha256: aggregateSha256Of(sorted), files: sorted }];
    }),
  );
}
