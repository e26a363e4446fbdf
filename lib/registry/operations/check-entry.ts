import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { aggregateSha256Of, directoryChecksumOf } from "#lib/weights/checksums.ts";
import { listModelFiles, type ModelFile } from "#lib/weights/model-files.ts";
import { sha256OfFiles } from "#lib/weights/sha256.ts";
import { type Entry, isOllamaPath } from "../entry.ts";

export type EntryState = "valid" | "missing" | "changed" | "unreadable" | "no download" | "kept by Ollama";

export type HashedFile = { path: string; sha256: string };

/** What a check of one entry found. */
export type EntryCheck = {
  name: string;
  state: EntryState;
  path?: string;
  says: string;
  /** Hashes made for the first time, to be remembered. */
  hashes?: HashedFile[];
};

type Checking = { full: boolean; onBytes?: (bytes: number) => void; signal?: AbortSignal };

/** Whether an entry's files are there and are what they were. */
export async function checkEntry(entry: Entry, checking: Checking): Promise<EntryCheck> {
  const { name, path } = entry;
  if (path === undefined) return { name, state: "no download", says: "no download path recorded" };
  if (isOllamaPath(path) || entry.backend === "ollama") {
    return { name, path, state: "kept by Ollama", says: "kept by Ollama, which checks its own store" };
  }
  try {
    const { root, files } = await listModelFiles(path);
    const checksum = directoryChecksumOf(files);
    if (entry.checksum !== undefined && entry.checksum !== checksum) {
      return { name, path, state: "changed", says: `checksum changed (${entry.checksum} -> ${checksum})` };
    }
    const isFile = !(await stat(path)).isDirectory();
    const differs = isFile ? await differenceOfParts(entry, path) : undefined;
    if (differs !== undefined) return { name, path, state: "changed", says: differs };
    if (checking.full) return await checkHashes(entry, { path, root, files }, checking);
    const isKnown = entry.checksum !== undefined || (isFile && entry.sizeBytes !== undefined);
    const says = isKnown ? "unchanged" : "there, but nothing was recorded to compare with";
    return { name, path, state: "valid", says };
  } catch (error) {
    return { name, path, ...stateOfError(error, path) };
  }
}

function stateOfError(error: unknown, path: string): Pick<EntryCheck, "state" | "says"> {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing", says: `path missing: ${path}` };
  checkAborted(error);
  return { state: "unreadable", says: error instanceof Error ? error.message : String(error) };
}

function checkAborted(error: unknown): void {
  if (error instanceof Error && error.name === "AbortError") throw error;
}

/** A file may stand for several, and has no checksum of a folder: their size together tells whether they changed. */
async function differenceOfParts({ files, sizeBytes }: Entry, path: string): Promise<string | undefined> {
  const parts = files.length > 0 ? files : [basename(path)];
  let bytes = 0;
  for (const part of parts) {
    const found = await stat(join(dirname(path), part)).catch(() => undefined);
    if (!found) return `${part} is missing`;
    bytes += found.size;
  }
  if (sizeBytes === undefined || bytes === sizeBytes) return undefined;
  return `size changed (${sizeBytes} -> ${bytes} bytes)`;
}

type Place = { path: string; root: string; files: ModelFile[] };

/** Compares every byte with what was hashed before; what was never hashed is hashed and handed back. */
async function checkHashes(
  entry: Entry,
  { path, root, files }: Place,
  checking: Checking,
): Promise<EntryCheck> {
  const { name } = entry;
  const paths = new Map(files.map((file) => [join(root, file.path), file.path]));
  const hashes = await sha256OfFiles([...paths.keys()], {
    signal: checking.signal,
    onProgress: checking.onBytes,
  });
  const hashed = [...hashes]
    .map(([file, sha256]) => ({ path: paths.get(file) ?? file, sha256 }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const expected = entry.versionLock.expectedAggregateSha256;
  if (expected !== undefined && expected !== aggregateSha256Of(hashed)) {
    return { name, path, state: "changed", says: "it is not the version it is locked to" };
  }
  if (entry.artifacts.files.length === 0) {
    return {
      name,
      path,
      state: "valid",
      says: `${filesText(hashed.length)} hashed for the first time`,
      hashes: hashed,
    };
  }
  const known = new Map(entry.artifacts.files.map((file) => [file.path, file.sha256]));
  const differs = hashed.find((file) => known.has(file.path) && known.get(file.path) !== file.sha256);
  if (differs) return { name, path, state: "changed", says: `${differs.path} has other bytes than before` };
  const found = new Set(hashed.map((file) => file.path));
  const gone = [...known.keys()].find((file) => !found.has(file));
  if (gone !== undefined) return { name, path, state: "changed", says: `${gone} is missing` };
  return { name, path, state: "valid", says: `${filesText(hashed.length)} with the same bytes as before` };
}

const filesText = (count: number) => `${count} ${count === 1 ? "file" : "files"}`;
