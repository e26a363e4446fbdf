import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type Entry, isOllamaPath } from "./entry.ts";
import { isInside, locateInRoots } from "./locate-in-roots.ts";
import { measureTree } from "./measure-tree.ts";

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
  entries: Entry[];
  roots: string[];
  /** Where paths really lie, each asked for once in a plan. */
  real: Map<string, Promise<string>>;
};

export async function describeFilesRemoval(
  entry: Entry,
  removal: Removal,
  surroundings: Surroundings,
): Promise<FilesRemoval> {
  if (entry.path === undefined) return { ...noFiles, warnings: await wordsOfForgotten(entry, removal) };
  if (!removal.deleteFiles) return keep(entry.path, entry.sizeBytes ?? 0, "Only the record is removed.");
  if (isOllamaPath(entry.path)) return blockOllama(entry);
  let all = noFiles;
  for (const path of pathsOf(entry)) {
    all = together(all, await describePath(path, { entry, removal, ...surroundings }));
  }
  return all;
}

/** An entry whose download was forgotten already; its files may lie where they lay. */
async function wordsOfForgotten(
  { name, backendConfig: { modelPath } }: Entry,
  { purge, deleteFiles }: Removal,
): Promise<string[]> {
  const isThere = modelPath !== undefined && isAbsolute(modelPath) && (await canLook(modelPath));
  const lie = isThere ? ` Files still lie at ${modelPath}; scan takes them in again.` : "";
  if (purge && !(deleteFiles && isThere)) return [];
  return [`${name} has no download on record any more${deleteFiles ? ", so no files go" : ""}.${lie}`];
}

const canLook = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** A model of several loose files is known by its first; a folder brings all that is in it. */
export function pathsOf({ path = "", files }: Pick<Entry, "path" | "files">): string[] {
  const isOneOfThem = files.length > 1 && files.includes(basename(path));
  return isOneOfThem ? files.map((file) => join(dirname(path), file)) : [path];
}

export function together(one: FilesRemoval, other: FilesRemoval): FilesRemoval {
  return {
    files: [...one.files, ...other.files],
    bytesFreed: one.bytesFreed + other.bytesFreed,
    bytesKept: one.bytesKept + other.bytesKept,
    warnings: [...one.warnings, ...other.warnings],
    blocked: [...one.blocked, ...other.blocked],
    stamp: `${one.stamp}${other.stamp};`,
    targets: [...one.targets, ...other.targets],
  };
}

type Described = Surroundings & { entry: Entry; removal: Removal };

async function describePath(
  wanted: string,
  { entry, removal, entries, roots, real }: Described,
): Promise<FilesRemoval> {
  if (removal.except?.includes(wanted)) return keep(wanted, 0, "It is left out.");
  const location = await locateInRoots(wanted, roots);
  if (location.kind === "blocked") return { ...noFiles, blocked: [location.obstacle] };
  if (location.kind === "missing") return { ...noFiles, warnings: [`${wanted} is not there any more.`] };
  const { path, root, stamp, isLink } = location;
  if (removal.except?.includes(path)) return keep(path, 0, "It is left out.");
  const sharing = await entriesSharing(path, { entry, entries, real });
  const size = await measureTree(path);
  const bytes = size.bytesFreed + size.bytesKept;
  if (sharing.length > 0) return keep(path, bytes, `It is also the path of ${sharing.join(", ")}.`);
  const linkWhy = "It is a link; only the link is removed, and what it leads to stays.";
  const heldWhy = `${size.bytesKept} bytes stay: they have another hard link.`;
  const why = isLink ? linkWhy : size.bytesKept > 0 ? heldWhy : undefined;
  const deed = removal.permanently ? "delete" : "trash";
  return {
    files: [{ path, deed, bytes, ...(why === undefined ? {} : { why }) }],
    bytesFreed: size.bytesFreed,
    bytesKept: size.bytesKept,
    warnings: isLink ? [`${path} is a link: ${linkWhy}`] : [],
    blocked: [],
    stamp: `${stamp}.${size.files}.${bytes}.${size.stamp}`,
    targets: [{ path, root, bytes, freed: size.bytesFreed }],
  };
}

function keep(path: string, bytes: number, why: string): FilesRemoval {
  return { ...noFiles, files: [{ path, deed: "keep", bytes, why }], bytesKept: bytes };
}

function blockOllama(entry: Entry): FilesRemoval {
  const id = entry.servedModelId ?? entry.path?.replace(/^ollama:\/*/i, "") ?? entry.name;
  const hint = `Only Ollama can delete them: ollama rm ${id}. The entry can be removed without its files.`;
  return { ...noFiles, blocked: [{ what: entry.path ?? "", why: "Ollama keeps it in its own store", hint }] };
}

/** The other entries whose files are these, lie in them, or hold them. */
async function entriesSharing(
  path: string,
  { entry, entries, real }: Pick<Described, "entry" | "entries" | "real">,
): Promise<string[]> {
  const realOf = (theirs: string) => {
    const known = real.get(theirs) ?? realpath(theirs).catch(() => theirs);
    real.set(theirs, known);
    return known;
  };
  const sharing = await Promise.all(
    entries.map(async (other) => {
      if (other.name === entry.name || other.path === undefined || isOllamaPath(other.path)) return [];
      const theirs = resolve(other.path);
      const isShared = [theirs, await realOf(theirs)].some(
        (each) => each === path || isInside(each, path) || isInside(path, each),
      );
      return isShared ? [other.name] : [];
    }),
  );
  return sharing.flat();
}
