import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { listModelFiles } from "#lib/weights/model-files.ts";
import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";

export type SourceFile = { path: string; bytes: number; stamp: string; isLink: boolean };

/** A file with its shards, or a folder with all that is in it. */
export type FileSource = {
  /** Its real path. */
  path: string;
  isFolder: boolean;
  /** The folder that the names of its files are relative to. */
  base: string;
  /** What it may be called: the name of the folder, or of the file without its ending. */
  name: string;
  files: SourceFile[];
  bytes: number;
  warnings: string[];
};

/** Looks at what is to be brought in. Links to files count as files. */
export async function readFileSource(said: string): Promise<FileSource> {
  const path = await realpath(said).catch(() => {
    throw new ConsoleError("not-found", `There is nothing at ${said}.`, {
      hint: "Name a file of weights, or the folder of a model.",
    });
  });
  guardOutsideTrash(path);
  const found = await lstat(path, { bigint: true });
  if (!found.isFile() && !found.isDirectory()) {
    throw new ConsoleError("bad-input", `${path} is neither a file nor a folder.`, {
      hint: "Name a file of weights, or the folder of a model.",
    });
  }
  const isFolder = found.isDirectory();
  const { files, warnings } = await listModelFiles(path);
  const base = isFolder ? path : dirname(path);
  const stamped = await Promise.all(files.map((file) => toSourceFile(base, file)));
  return {
    ...{ path, isFolder, base, files: stamped, warnings },
    name: isFolder ? basename(path) : basename(path).replace(/(?:-\d{5,6}-of-\d{5,6})?\.[^.]*$/, ""),
    bytes: stamped.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function toSourceFile(
  base: string,
  { path, bytes }: { path: string; bytes: number },
): Promise<SourceFile> {
  const stats = await lstat(join(base, path), { bigint: true });
  const stamp = `${stats.dev}.${stats.ino}.${stats.size}.${stats.mtimeNs}`;
  return { path, bytes, stamp, isLink: stats.isSymbolicLink() };
}
