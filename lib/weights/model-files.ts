import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { comparePaths } from "./checksums.ts";
import { type FileKind, fileKindOf } from "./file-kind.ts";

export type ModelFile = { path: string; bytes: number; kind: FileKind };
export type ModelFiles = { root: string; files: ModelFile[]; warnings: string[] };

const filesMax = 100_000;
const depthMax = 16;
const statsAtOnce = 16;

/** The regular files of a folder, or a file by itself, in the order of their paths. Links to files count as files. */
export async function listModelFiles(path: string): Promise<ModelFiles> {
  const found = await stat(path);
  if (found.isFile()) {
    const file = { path: basename(path), bytes: found.size, kind: fileKindOf(path) };
    return { root: dirname(path), files: [file], warnings: [] };
  }
  const root = await realpath(path);
  const warnings: string[] = [];
  const paths: string[] = [];
  await collect({ root, folder: "", depth: 0, paths, warnings });
  if (paths.length >= filesMax) warnings.push(`Only the first ${filesMax} files were looked at.`);
  const files: ModelFile[] = [];
  const waiting = paths.values();
  const work = async (): Promise<void> => {
    for (const relative of waiting) {
      const size = await sizeOf(join(root, relative), warnings);
      if (size !== undefined) files.push({ path: relative, bytes: size, kind: fileKindOf(relative) });
    }
  };
  await Promise.all(Array.from({ length: statsAtOnce }, work));
  return { root, files: files.sort((one, other) => comparePaths(one.path, other.path)), warnings };
}

type Collection = { root: string; folder: string; depth: number; paths: string[]; warnings: string[] };

async function collect({ root, folder, depth, paths, warnings }: Collection): Promise<void> {
  if (depth > depthMax) {
    warnings.push(`"${folder}" is nested deeper than ${depthMax} folders and was left out.`);
    return;
  }
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (depth === 0) throw error;
    warnings.push(`"${folder}" cannot be read (${codeOf(error)}).`);
    return [];
  });
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) await collect({ root, folder: path, depth: depth + 1, paths, warnings });
    else if (paths.length >= filesMax) return;
    else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
  }
}

async function sizeOf(path: string, warnings: string[]): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    warnings.push(`"${basename(path)}" cannot be read (${codeOf(error)}).`);
    return undefined;
  }
}

/** The system's own word for what went wrong, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
