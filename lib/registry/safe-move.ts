import { constants } from "node:fs";
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rmdir,
  unlink,
} from "node:fs/promises";
import { basename, dirname } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "./file-system.ts";
import { leaveHint } from "./may-move.ts";
import { farHint } from "./mounts.ts";
import { movedError, withBothAside } from "./move-aside.ts";
import type { MoveStep } from "./move-journal.ts";

const { O_RDONLY, O_DIRECTORY = 0, O_NOFOLLOW = 0 } = constants;

/** Through descriptors where the system has paths to them; elsewhere the folders are moved aside first. */
export type MoveWay = "descriptors" | "aside";

type Intend = (steps: MoveStep[]) => Promise<void>;

const usualWay: MoveWay = process.platform === "linux" ? "descriptors" : "aside";

/**
 * Holds a folder open and acts in it through its descriptor. A path that was checked a moment ago may lead elsewhere
 * now; a descriptor cannot be swapped. `folder` is a real path, and the descriptor must still be exactly there.
 */
export async function withFolder<Result>(
  folder: string,
  act: (via: string) => Promise<Result>,
): Promise<Result> {
  if (process.platform !== "linux") {
    if ((await realpath(folder)) !== folder) throw movedError(folder);
    return act(folder);
  }
  const handle = await openFolder(folder);
  if (!handle) throw movedError(folder);
  try {
    const via = viaOf(handle);
    if ((await readlink(via)) !== folder) throw movedError(folder);
    return await act(via);
  } finally {
    await handle.close();
  }
}

/** `inode` is the number of the file that is meant, where another may have taken its name. */
type Moving = { way?: MoveWay; inode?: string };

/** Moves a file, a folder or a link itself within a file system. The place it goes to must be free. */
export async function movePath(
  from: string,
  to: string,
  { way = usualWay, inode }: Moving = {},
): Promise<void> {
  const act = async (source: string, target: string) => {
    if (inode !== undefined && String((await lstat(source, { bigint: true })).ino) !== inode)
      throw movedError(from);
    await moveAt(source, target);
  };
  try {
    if (way === "aside") return await withBothAside([from, to], act);
    await withFolder(dirname(from), (source) =>
      withFolder(dirname(to), (target) => act(`${source}/${basename(from)}`, `${target}/${basename(to)}`)),
    );
  } catch (error) {
    throw toMoveError(error, from, to);
  }
}

async function moveAt(from: string, to: string): Promise<void> {
  const isFile = (await lstat(from)).isFile();
  if (isFile && (await canLink(from, to))) return unlink(from);
  if (await isThere(to)) throw Object.assign(new Error("something is there already"), { code: "EEXIST" });
  return rename(from, to);
}

/** Unlike a rename, a link never replaces what is there. Not every file system has them. */
async function canLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (["EPERM", "ENOTSUP", "EMLINK", "ENOSYS"].includes(errorCodeOf(error) ?? "")) return false;
    throw error;
  }
}

/** Takes away the one of a file's two names that a move had left. */
export async function unlinkTwin(path: string, other: string): Promise<void> {
  await withFolder(dirname(path), (via) =>
    withFolder(dirname(other), async (otherVia) => {
      const [own, twin] = [`${via}/${basename(path)}`, `${otherVia}/${basename(other)}`];
      const [one, two] = await Promise.all([lstat(own, { bigint: true }), lstat(twin, { bigint: true })]);
      if (one.dev !== two.dev || one.ino !== two.ino) throw movedError(path);
      await unlink(own);
    }),
  );
}

/** Deletes a file, a link itself, or a folder with all that is in it, never through a link. */
export async function removeTree(path: string): Promise<void> {
  await withFolder(dirname(path), (via) => removeAt(`${via}/${basename(path)}`));
}

/** Removes a folder with nothing in it, and says whether it did. */
export async function removeEmptyFolder(path: string): Promise<boolean> {
  try {
    await withFolder(dirname(path), (via) => rmdir(`${via}/${basename(path)}`));
    return true;
  } catch (error) {
    if (["ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errorCodeOf(error) ?? "")) return false;
    throw error;
  }
}

/** Makes a folder in one that must be just where its path says. */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  await withFolder(dirname(path), (via) => mkdir(`${via}/${basename(path)}`, { mode }));
}

/** Makes the folders above a path that are not there, none of them behind a link, and says which. */
export async function makeParents(path: string, intend?: Intend): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = dirname(path); !(await isThere(folder)); folder = dirname(folder))
    missing.unshift(folder);
  await intend?.(missing.map((folder) => ({ kind: "made", path: folder })));
  for (const folder of missing) await makeFolder(folder);
  return missing;
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function removeAt(path: string): Promise<void> {
  const handle = await openFolder(path);
  if (!handle) return unlink(path);
  try {
    // Elsewhere than on Linux there is no path to a descriptor; there only our own private trash is deleted.
    const via = process.platform === "linux" ? viaOf(handle) : path;
    for (const name of await readdir(via)) await removeAt(`${via}/${name}`);
  } finally {
    await handle.close();
  }
  await rmdir(path);
}

/** Opens a folder, or answers nothing when a file or a link is in its place. */
async function openFolder(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    if (["ENOTDIR", "ELOOP"].includes(errorCodeOf(error) ?? "")) return undefined;
    throw error;
  }
}

function viaOf(handle: FileHandle): string {
  return `/proc/self/fd/${handle.fd}`;
}

function toMoveError(error: unknown, from: string, to: string): unknown {
  const code = errorCodeOf(error);
  if (code === "EXDEV") {
    return new ConsoleError("blocked", `${from} lies on another file system than ${dirname(to)}.`, {
      hint: farHint,
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new ConsoleError("not-permitted", `${from} may not be moved to ${dirname(to)} (${code}).`, {
      hint: leaveHint,
      cause: error,
    });
  }
  if (code === "EEXIST" || code === "ENOTEMPTY") {
    return new ConsoleError("conflict", `Something else is at ${to} now.`, {
      hint: "Move that away first; nothing was overwritten.",
      cause: error,
    });
  }
  return error;
}
