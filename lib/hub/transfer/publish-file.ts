import { link, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { diskFileSystem, errorCodeOf } from "#lib/registry/file-system.ts";

export type Publishing = { part: string; target: string; replace?: boolean | undefined };

/**
 * Gives a verified file its name; `false` when somebody else has taken that name meanwhile. A link never overwrites,
 * as renaming would; where a disk knows no links, the name is taken first.
 */
export async function publishFile({ part, target, replace }: Publishing): Promise<boolean> {
  if (replace) {
    await rename(part, target);
    return true;
  }
  try {
    await link(part, target);
    await unlink(part);
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code ?? "")) throw error;
  }
  return publishWithoutLinks(part, target);
}

async function publishWithoutLinks(part: string, target: string): Promise<boolean> {
  try {
    await (await open(target, "wx")).close();
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
  await rename(part, target);
  return true;
}

/** The name itself is on the disk only when its folder is. */
export async function syncFolderOf(target: string): Promise<void> {
  await diskFileSystem.syncFolder(dirname(target));
}
