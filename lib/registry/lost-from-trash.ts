import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { toByteWords } from "#lib/format.ts";
import { measureTree } from "./measure-tree.ts";
import type { RawEntry } from "./raw-entry.ts";

/** Something in the trash, and what came there: its bytes, and the entries that tell its files by name. */
export type Kept = { kept: string; from: string; bytes: number; entries: readonly RawEntry[] };

/** What is left of it: as many bytes, and in words what is gone, where something is. */
export type Left = { bytes: number; gone?: string };

const namedMax = 5;

/** What of something in the trash can come back. Whoever looks into the trash may have taken a part of it by hand. */
export async function leftInTrash({ kept, from, bytes, entries }: Kept): Promise<Left | undefined> {
  const tree = await measureTree(kept).catch(() => undefined);
  if (tree === undefined || (tree.files === 0 && bytes > 0)) return undefined;
  const there = tree.bytesFreed + tree.bytesKept;
  if (there >= bytes) return { bytes };
  const names = await absentOf(kept, listedFor(from, entries));
  const told = [...names.slice(0, namedMax), ...(names.length > namedMax ? ["and more"] : [])].join(", ");
  const share = `${toByteWords(there)} of its ${toByteWords(bytes)} are left in the trash`;
  return { bytes: there, gone: told === "" ? share : `${share} (gone: ${told})` };
}

/** The files that entries list of a folder, by their path in it. */
function listedFor(folder: string, entries: readonly RawEntry[]): string[] {
  const lists = entries
    .filter((entry) => entry.download_path === folder)
    .map((entry) => entry.download_files);
  const names = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  return [...new Set(names.filter((name) => typeof name === "string"))];
}

async function absentOf(folder: string, names: readonly string[]): Promise<string[]> {
  const absent: string[] = [];
  for (const name of names) {
    const isThere = await lstat(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (!isThere) absent.push(name);
  }
  return absent;
}

export const partWords = (from: string, gone: string): string => `${from} comes back in part: ${gone}.`;

export const noneWords = (from: string): string =>
  `${from} cannot come back: it was deleted from the trash since.`;
