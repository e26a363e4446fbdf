import { statSync } from "node:fs";
import { lstat, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { directoryChecksumOf } from "#lib/weights/checksums.ts";
import { listFolderNow } from "#lib/weights/list-folder-now.ts";
import { listModelFiles, type ModelFile } from "#lib/weights/model-files.ts";
import { diskWordsOf } from "../disk-words.ts";
import type { Entry } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { errorCodeOf } from "../file-system.ts";
import type { EntryCheck, FileCheck } from "./entry-check.ts";

/** What names and sizes alone tell of an entry, and the files whose bytes may tell more. */
export type EntryLook = { entry: Entry; check: EntryCheck; root: string; files: readonly ModelFile[] };

/** What is asked around the files, which is the same for thousands of models. */
type Around = {
  isKept: (entry: Entry) => boolean;
  /** Why what is missing is not gone. */
  whyNotGone?: (path: string) => Promise<string | undefined>;
};

/** Whether an entry's files are there and have the sizes they had. Opens none of them. */
export async function lookAtEntry(entry: Entry, { isKept, whyNotGone }: Around): Promise<EntryLook> {
  const { name, path } = entry;
  const settled = (check: Omit<EntryCheck, "name">): EntryLook => ({
    entry,
    check: { name, ...check },
    root: "",
    files: [],
  });
  if (path === undefined) return settled({ state: "no download", says: "no download path recorded" });
  if (isKept(entry)) {
    return settled({ path, state: "kept by Ollama", says: "kept by Ollama, which checks its own store" });
  }
  if (placeKindOf(entry) !== "local") {
    const says = `${path} is no whole path on this machine, and is looked for nowhere`;
    return settled({ path, state: "missing", says });
  }
  try {
    const place = statSync(path);
    if (!place.isDirectory() && !place.isFile()) {
      return settled({ path, state: "unreadable", says: `${path} is neither a file nor a folder` });
    }
    const { root, files } = place.isFile() ? await listModelFiles(path) : listFolderNow(path);
    const listed = { entry, path, root, files, isFile: place.isFile() };
    const check = listed.isFile ? await compareParts(listed) : await compareFolder(listed);
    return { entry, check: { name, path, bytes: bytesOf(files), ...check }, root, files };
  } catch (error) {
    const code = errorCodeOf(error);
    const isGone = code === "ENOENT" || code === "ENOTDIR";
    if (isGone) {
      const why = await whyNotGone?.(path);
      const says = `path missing: ${path}${why === undefined ? "" : `; ${why}`}`;
      return settled({ path, state: "missing", says });
    }
    return settled({ path, state: "unreadable", says: diskWordsOf(error) });
  }
}

type Listed = { entry: Entry; path: string; root: string; files: readonly ModelFile[]; isFile: boolean };
type Compared = Pick<EntryCheck, "state" | "says"> & { files?: FileCheck[] };

const bytesOf = (files: readonly ModelFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
const unchanged: Compared = { state: "valid", says: "unchanged" };
const nothingKnown: Compared = {
  state: "not recorded",
  says: "there, but nothing was recorded to compare with",
};
const onlyHashesKnown: Compared = {
  state: "valid",
  says: "there; only hashes are recorded, which a full check compares",
};

const knownOf = ({ artifacts, versionLock }: Entry): Compared =>
  (artifacts.aggregateSha256 ?? versionLock.expectedAggregateSha256) === undefined &&
  artifacts.files.length === 0
    ? nothingKnown
    : onlyHashesKnown;

async function compareFolder({ entry, root, files }: Listed): Promise<Compared> {
  const checksum = directoryChecksumOf(files);
  if (entry.checksum === checksum) return unchanged;
  const recorded = entry.files.length > 0 ? entry.files : entry.artifacts.files.map(({ path }) => path);
  const gone = await goneOf(recorded, root, files);
  const words = entry.checksum === undefined ? "" : `checksum changed (${entry.checksum} -> ${checksum})`;
  if (gone.length > 0) {
    const says = [words, goneWords(gone, recorded.length)].filter((part) => part !== "").join("; ");
    return { state: "incomplete", says, files: gone };
  }
  if (entry.checksum === undefined) return compareSize(entry, files);
  const came = cameOf(entry.files, files);
  const says = came.length === 0 ? words : `${words}; ${came.length} not there before`;
  return { state: "size changed", says, files: came };
}

/** Some tools add up all that is there, and some only what they name. */
function compareSize(entry: Entry, files: readonly ModelFile[]): Compared {
  const { sizeBytes } = entry;
  if (!sizeBytes) return knownOf(entry);
  const named = new Set(entry.files);
  const ofNamed = files.filter(({ path }) => named.has(path) || named.has(basename(path)));
  const bytes = bytesOf(files);
  if (bytes === sizeBytes || bytesOf(ofNamed) === sizeBytes) return unchanged;
  return sizeChanged(sizeBytes, bytes);
}

const sizeChanged = (before: number, bytes: number): Compared => ({
  state: "size changed",
  says: `size changed (${before} -> ${bytes} bytes)`,
});

/** A file may stand for several, and has no checksum of a folder: their size together tells whether they changed. */
async function compareParts({ entry, path }: Listed): Promise<Compared> {
  const { sizeBytes } = entry;
  const parts = entry.files.length > 0 ? entry.files : [basename(path)];
  const gone: FileCheck[] = [];
  let bytes = 0;
  for (const part of parts) {
    const found = await stat(join(dirname(path), part)).catch(() => undefined);
    if (!found?.isFile()) gone.push({ path: part, ...(await absenceOf(join(dirname(path), part))) });
    else bytes += found.size;
  }
  if (gone.length > 0) return { state: "incomplete", says: goneWords(gone, parts.length), files: gone };
  if (sizeBytes === undefined) return knownOf(entry);
  if (bytes === sizeBytes) return unchanged;
  return sizeChanged(sizeBytes, bytes);
}

/** Files that were recorded and are not there. Some tools record no folders, so a name anywhere below will do. */
async function goneOf(
  recorded: readonly string[],
  root: string,
  files: readonly ModelFile[],
): Promise<FileCheck[]> {
  const there = new Set(files.flatMap(({ path }) => [path, basename(path)]));
  const gone: FileCheck[] = [];
  for (const path of recorded) {
    if (!there.has(path)) gone.push({ path, ...(await absenceOf(join(root, path))) });
  }
  return gone;
}

function cameOf(recorded: readonly string[], files: readonly ModelFile[]): FileCheck[] {
  if (recorded.length === 0) return [];
  const known = new Set(recorded);
  return files
    .filter(({ path }) => !known.has(path) && !known.has(basename(path)))
    .map(({ path }) => ({ path, state: "not recorded" as const }));
}

/** Why a file does not count as there. */
async function absenceOf(path: string): Promise<Pick<FileCheck, "state" | "says">> {
  const own = await lstat(path).catch(() => undefined);
  if (!own) return { state: "missing" };
  const target = await stat(path).catch(() => undefined);
  if (!target) return { state: "missing", says: "it is a link to what is not there" };
  if (target.isDirectory()) return { state: "not a file", says: "a folder is in its place" };
  return target.isFile()
    ? { state: "unreadable", says: "it cannot be read" }
    : { state: "not a file", says: "it is not a regular file" };
}

function goneWords(gone: readonly FileCheck[], total: number): string {
  const [first] = gone;
  const why = first?.says === undefined ? "" : ` (${first.says})`;
  return gone.length === 1
    ? `${first?.path} is missing${why}`
    : `${gone.length} of ${total} files are missing, ${first?.path}${why} first`;
}
