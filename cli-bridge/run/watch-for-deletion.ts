import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Tells a folder that was deleted from one whose disk is away: where a disk was mounted, what is left lies on another.
 * To be asked for while the folder is there.
 */
export async function watchForDeletion(folder: string): Promise<() => Promise<boolean>> {
  const { dev } = await stat(folder);
  return async () => {
    const nearest = await nearestOf(folder);
    return nearest !== undefined && nearest.path !== folder && nearest.dev === dev;
  };
}

/** The folder itself or the first one above it that is there; nothing where the disk does not say. */
async function nearestOf(path: string): Promise<{ path: string; dev: number } | undefined> {
  try {
    return { path, dev: (await stat(path)).dev };
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isGone && dirname(path) !== path ? nearestOf(dirname(path)) : undefined;
  }
}
