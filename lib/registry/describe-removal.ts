import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type Entry, isOllamaPath } from "./entry.ts";
import { isInside, locateInRoots } from "./locate-in-roots.ts";
import { measureTree } from "./measure-tree.ts";

export type Removal = {
  name: string;
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
  target: { path: string; root: string; bytes: number } | undefined;
};

const nothing: FilesRemoval = {
  files: [],
  bytesFreed: 0,
  bytesKept: 0,
  warnings: [],
  blocked: [],
  stamp: "",
  target: undefined,
};

export async function describeFilesRemoval(
  entry: Entry,
  removal: Removal,
  { entries, roots }: { entries: Entry[]; roots: string[] },
): Promise<FilesRemoval> {
  if (entry.path === undefined) return nothing;
  if (!removal.deleteFiles) return keep(entry.path, entry.sizeBytes ?? 0, "Only the record is removed.");
  if (isOllamaPath(entry.path)) return blockOllama(entry);
  const location = await locateInRoots(entry.path, roots);
  if (location.kind === "blocked") return { ...nothing, blocked: [location.obstacle] };
  if (location.kind === "missing") return { ...nothing, warnings: [`${entry.path} is not there any more.`] };
  const { path, root, stamp, isLink } = location;
  const sharing = await entriesSharing(path, { entry, entries });
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
    stamp: `${stamp}.${size.files}.${bytes}`,
    target: { path, root, bytes },
  };
}

function keep(path: string, bytes: number, why: string): FilesRemoval {
  return { ...nothing, files: [{ path, deed: "keep", bytes, why }], bytesKept: bytes };
}

function blockOllama(entry: Entry): FilesRemoval {
  const id = entry.servedModelId ?? entry.path?.replace(/^ollama:\/*/i, "") ?? entry.name;
  const hint = `Remove it with: ollama rm ${id}`;
  return { ...nothing, blocked: [{ what: entry.path ?? "", why: "Ollama keeps it in its own store", hint }] };
}

/** The other entries whose files are these, lie in them, or hold them. */
async function entriesSharing(
  path: string,
  { entry, entries }: { entry: Entry; entries: Entry[] },
): Promise<string[]> {
  const sharing = await Promise.all(
    entries.map(async (other) => {
      if (other.name === entry.name || other.path === undefined || isOllamaPath(other.path)) return [];
      const theirs = resolve(other.path);
      const real = await realpath(theirs).catch(() => theirs);
      const isShared = [theirs, real].some(
        (each) => each === path || isInside(each, path) || isInside(path, each),
      );
      return isShared ? [other.name] : [];
    }),
  );
  return sharing.flat();
}
