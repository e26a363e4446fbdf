import { lstat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords } from "#lib/format.ts";
import { diskWordsOf } from "./disk-words.ts";
import type { Entry } from "./entry.ts";
import { placeKindOf } from "./entry-place.ts";
import { isKeptByOllama } from "./kept-by-ollama.ts";
import { type FoldersAround, locateInRoots } from "./locate-in-roots.ts";
import { leaveHint, whyHeld } from "./may-move.ts";
import { measureTree } from "./measure-tree.ts";
import { inTrashWords, type Trashed } from "./operations/in-trash.ts";
import type { SharersOf } from "./shared-places.ts";

export type Removal = {
  name: string;
  /** Further ones, in the same manner. */
  more?: readonly string[] | undefined;
  /** Entries that are left out, and paths that are kept. */
  except?: readonly string[] | undefined;
  only?: readonly string[] | undefined;
  deleteFiles?: boolean | undefined;
  purge?: boolean | undefined;
  /** Deletes for good what would otherwise go to the trash. */
  permanently?: boolean | undefined;
};

/** What a removal does with an entry's files. */
export type FilesRemoval = {
  files: Plan["files"];
  bytesFreed: number;
  bytesKept: number;
  warnings: string[];
  blocked: Plan["blocked"];
  /** Changes when the files do. */
  stamp: string;
  targets: { path: string; root: string; bytes: number; freed: number }[];
};

export const noFiles: FilesRemoval = {
  files: [],
  bytesFreed: 0,
  bytesKept: 0,
  warnings: [],
  blocked: [],
  stamp: "",
  targets: [],
};

type Surroundings = {
  roots: string[];
  around: FoldersAround;
  /** Of the entries that stay. */
  sharersOf: SharersOf;
  /** Why what is not there may only be out of reach. */
  whyAwayOf: (path: string) => Promise<string | undefined>;
  /** What the trash tells of what is not there. */
  inTrashOf: (path: string) => Promise<Trashed | undefined>;
};

export async function describeFilesRemoval(
  entry: Entry,
  removal: Removal,
  surroundings: Surroundings,
): Promise<FilesRemoval> {
  if (entry.path === undefined) return { ...noFiles, warnings: await wordsOfForgotten(entry, removal) };
  const isOllamas = isKeptByOllama(entry);
  if (!removal.deleteFiles && isOllamas) {
    return keepRecorded(entry.path, entry.sizeBytes, `${onlyRecord} Ollama keeps the model.`);
  }
  if (!removal.deleteFiles) return keepAll(entry, entry.path, surroundings);
  if (isOllamas) return blockOllama(entry);
  const parts: FilesRemoval[] = [];
  for (const path of pathsOf(entry)) parts.push(await describePath(path, { removal, ...surroundings }));
  return together(parts);
}

/** An entry whose download was forgotten already; its files may lie where they lay. */
async function wordsOfForgotten(
  { name, backendConfig: { modelPath } }: Entry,
  { purge, deleteFiles }: Removal,
): Promise<string[]> {
  const isThere = modelPath !== undefined && (await canLook(modelPath));
  const lie = isThere ? ` Files still lie at ${modelPath}; scan takes them in again.` : "";
  if (purge && !(deleteFiles && isThere)) return [];
  return [`${name} has no download on record any more${deleteFiles ? ", so no files go" : ""}.${lie}`];
}

const canLook = async (path: string) =>
  placeKindOf({ path }) === "local" &&
  lstat(path).then(
    () => true,
    () => false,
  );

/** A model of several loose files is known by its first; a folder brings all that is in it. */
export function pathsOf({ path = "", files }: Pick<Entry, "path" | "files">): string[] {
  const isOneOfThem = files.length > 1 && files.includes(basename(path));
  return isOneOfThem ? files.map((file) => join(dirname(path), file)) : [path];
}

export function together(parts: readonly FilesRemoval[]): FilesRemoval {
  const sumOf = (bytesOf: (part: FilesRemoval) => number) =>
    parts.reduce((sum, part) => sum + bytesOf(part), 0);
  return {
    files: parts.flatMap(({ files }) => files),
    bytesFreed: sumOf(({ bytesFreed }) => bytesFreed),
    bytesKept: sumOf(({ bytesKept }) => bytesKept),
    warnings: parts.flatMap(({ warnings }) => warnings),
    blocked: parts.flatMap(({ blocked }) => blocked),
    stamp: parts.map(({ stamp }) => stamp).join(";"),
    targets: parts.flatMap(({ targets }) => targets),
  };
}

type Described = Surroundings & { removal: Removal };

async function describePath(wanted: string, described: Described): Promise<FilesRemoval> {
  const { removal, roots, around, sharersOf } = described;
  if (removal.except?.includes(wanted)) return keep(wanted, 0, "It is left out.");
  const location = await locateInRoots(wanted, roots, around);
  if (location.kind === "blocked") return { ...noFiles, blocked: [location.obstacle] };
  if (location.kind === "missing") return describeMissing(wanted, described);
  const { path, root, stamp, isLink, stats } = location;
  if (removal.except?.includes(path)) return keep(path, 0, "It is left out.");
  const sharing = sharersOf(path);
  const isFolder = stats.isDirectory();
  const size = await measureTree(path, stats).catch(diskWordsOf);
  if (typeof size === "string") return held(path, `something in it cannot be counted: ${size}`);
  const bytes = size.bytesFreed + size.bytesKept;
  if (sharing.length > 0) return keep(path, bytes, `It is also the path of ${sharing.join(", ")}.`);
  const why = await whyHeld({ path, root, stats }, around);
  if (why !== undefined) return held(path, why);
  const linkWhy = "It is a link; only the link is removed, and what it leads to stays.";
  const heldWhy = `${toByteWords(size.bytesKept)} stay: another hard link holds them.`;
  const words = isLink ? linkWhy : size.bytesKept > 0 ? heldWhy : undefined;
  const deed = removal.permanently ? "delete" : "trash";
  return {
    files: [{ path, deed, bytes, ...(isFolder && { isFolder }), ...(words && { why: words }) }],
    bytesFreed: size.bytesFreed,
    bytesKept: size.bytesKept,
    warnings: isLink ? [`${path} is a link: ${linkWhy}`] : [],
    blocked: [],
    stamp: `${stamp}.${size.files}.${bytes}.${size.stamp}`,
    targets: [{ path, root, bytes, freed: size.bytesFreed }],
  };
}

const held = (what: string, why: string): FilesRemoval => ({
  ...noFiles,
  blocked: [{ what, why, hint: `${leaveHint} The model can be removed without its files.` }],
});

/** What is only out of reach would come back without its entry. */
async function describeMissing(path: string, { whyAwayOf, inTrashOf }: Described): Promise<FilesRemoval> {
  const why = await whyAwayOf(path);
  if (why === undefined) {
    return { ...noFiles, warnings: [`${path} is not there${await sinceWhen(path, inTrashOf)}.`] };
  }
  const hint = "Is its disk mounted? The model can be removed without its files.";
  return { ...noFiles, blocked: [{ what: path, why, hint }] };
}

/** It was there once, and may lie in the trash by now. */
async function sinceWhen(path: string, inTrashOf: Surroundings["inTrashOf"]): Promise<string> {
  const trashed = await inTrashOf(path);
  return trashed ? `: ${inTrashWords(trashed)}` : " any more";
}

const onlyRecord = "Only the record is removed.";

/** Only the record goes, and says how large it was: what lies there may be anything. Where nothing is, nothing is kept. */
async function keepAll(
  { sizeBytes }: Entry,
  path: string,
  { whyAwayOf, inTrashOf }: Surroundings,
): Promise<FilesRemoval> {
  if (await canLook(path)) return keepRecorded(path, sizeBytes, onlyRecord);
  const away = await whyAwayOf(path);
  if (away === undefined) {
    return keep(path, 0, `${onlyRecord} Nothing is there${await sinceWhen(path, inTrashOf)}.`);
  }
  const warning = `${path} may only be out of reach: ${away}. Files that come back have no record then.`;
  return { ...keep(path, 0, `${onlyRecord} Nothing is there now.`), warnings: [warning] };
}

function keep(path: string, bytes: number, why: string): FilesRemoval {
  return { ...noFiles, files: [{ path, deed: "keep", bytes, why }], bytesKept: bytes };
}

function keepRecorded(path: string, bytes = 0, why: string): FilesRemoval {
  const kept = keep(path, bytes, why);
  return { ...kept, files: kept.files.map((file) => ({ ...file, isRecorded: true })) };
}

function blockOllama(entry: Entry): FilesRemoval {
  const id = entry.servedModelId ?? entry.path?.replace(/^ollama:\/*/i, "") ?? entry.name;
  const hint = `Only Ollama can delete them: ollama rm ${id}. The entry can be removed without its files.`;
  return { ...noFiles, blocked: [{ what: entry.path ?? "", why: "Ollama keeps it in its own store", hint }] };
}
