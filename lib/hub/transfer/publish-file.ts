import { closeSync, linkSync, openSync, renameSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { diskFileSystem, errorCodeOf } from "#lib/registry/file-system.ts";

export type Publishing = { part: string; target: string; replace?: boolean | undefined };

/**
 * Gives a verified file its name; `false` when somebody else has taken that name meanwhile. A link never overwrites,
 * as renaming would; where a disk knows no links, the name is taken first.
 */
export function publishFile({ part, target, replace }: Publishing): boolean {
  if (replace) {
    renameSync(part, target);
    return true;
  }
  try {
    linkSync(part, target);
    unlinkSync(part);
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code ?? "")) throw error;
  }
  return publishWithoutLinks(part, target);
}

function publishWithoutLinks(part: string, target: string): boolean {
  try {
    closeSync(openSync(target, "wx"));
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
  renameSync(part, target);
  return true;
}

/** The name itself is on the disk only when its folder is. */
export async function syncFolderOf(target: string): Promise<void> {
  await diskFileSystem.syncFolder(dirname(target));
}
