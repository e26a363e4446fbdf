import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { comparePaths } from "./checksums.ts";
import { type FileKind, fileKindOf, shardOf } from "./file-kind.ts";
import { isSetApart } from "./partial-folder.ts";
import { guardModelFolder } from "./system-folder.ts";

export type ModelFile = { path: string; bytes: number; kind: FileKind };
export type ModelFiles = { root: string; files: ModelFile[]; warnings: string[] };

const filesMax = 100_000;
const depthMax = 16;
const statsAtOnce = 16;

/** The regular files of a folder, or a file by itself, in the order of their paths. Links to files count as files. */
export async function listModelFiles(path: string): Promise<ModelFiles> {
  const found = await stat(path);
  const warnings: string[] = [];
  if (found.isFile())
    return { root: dirname(path), files: await listFileAndShards(path, warnings), warnings };
  const root = await realpath(path);
  guardModelFolder(root);
  const paths: string[] = [];
  await collect({ root, folder: "", depth: 0, paths, warnings });
  if (paths.length >= filesMax) warnings.push(`Only the first ${filesMax} files were looked at.`);
  return { root, files: await sizeAll(root, paths, warnings), warnings };
}

/** A shard is not a model; its siblings come with it. */
async function listFileAndShards(path: string, warnings: string[]): Promise<ModelFile[]> {
  const own = shardOf(basename(path));
  const names = own === undefined ? [] : await readdir(dirname(path));
  const siblings = names.filter(
    (name) => shardOf(name)?.stem === own?.stem && extname(name) === extname(path),
  );
  return sizeAll(dirname(path), own === undefined ? [basename(path)] : siblings, warnings);
}

async function sizeAll(root: string, paths: readonly string[], warnings: string[]): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  const waiting = paths.values();
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      const bytes = await sizeOf(join(root, path), warnings);
      if (bytes !== undefined) files.push({ path, bytes, kind: fileKindOf(path) });
    }
  };
  await Promise.all(Array.from({ length: statsAtOnce }, work));
  return files.sort((one, other) => comparePaths(one.path, other.path));
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
    if (isSetApart(entry.name)) continue;
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
