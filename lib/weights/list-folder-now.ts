import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { comparePaths } from "./checksums.ts";
import { fileKindOf } from "./file-kind.ts";
import type { ModelFile } from "./model-files.ts";
import { isSetApart } from "./partial-folder.ts";
import { guardModelFolder } from "./system-folder.ts";

const filesMax = 100_000;
const depthMax = 16;

/**
 * The files of a folder, as `listModelFiles` lists them, in one go. Asking the system directly takes a quarter of the
 * time; whoever looks at thousands of folders gives others a turn in between.
 */
export function listFolderNow(path: string): { root: string; files: ModelFile[] } {
  const root = realpathSync.native(path);
  guardModelFolder(root);
  const files: ModelFile[] = [];
  collect({ root, folder: "", depth: 0, files });
  return { root, files: files.sort((one, other) => comparePaths(one.path, other.path)) };
}

type Collection = { root: string; folder: string; depth: number; files: ModelFile[] };

function collect({ root, folder, depth, files }: Collection): void {
  if (depth > depthMax) return;
  for (const entry of entriesOf(`${root}/${folder}`, depth)) {
    if (isSetApart(entry.name)) continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) collect({ root, folder: path, depth: depth + 1, files });
    else if (files.length >= filesMax) return;
    else if (entry.isFile() || entry.isSymbolicLink()) add(root, path, files);
  }
}

/** What cannot be read further down is left out, and so not there as recorded. */
function entriesOf(folder: string, depth: number): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (depth === 0) throw error;
    return [];
  }
}

function add(root: string, path: string, files: ModelFile[]): void {
  try {
    const found = statSync(`${root}/${path}`);
    if (found.isFile()) files.push({ path, bytes: found.size, kind: fileKindOf(path) });
  } catch {
    return;
  }
}
