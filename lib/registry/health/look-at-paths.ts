import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

export type PathState = "folder" | "file" | "other" | "missing" | "unreadable";

const statsAtOnce = 32;
const answerMsMax = 5000;

/** Asks the disk for each path once, however many entries name it. */
export async function lookAtPaths(paths: Iterable<string>): Promise<Map<string, PathState>> {
  const states = new Map<string, PathState>();
  const waiting = new Set([...paths].map((path) => resolve(path))).values();
  const work = async () => {
    for (const path of waiting) states.set(path, await stateOf(path));
  };
  await Promise.all(Array.from({ length: statsAtOnce }, work));
  return states;
}

async function stateOf(path: string): Promise<PathState> {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable";
  }
}

export type RootState = { root: string; real: string | undefined; state: "there" | "empty" | "gone" };

/** A root whose disk is not mounted is gone, or is an empty folder. One that never answers counts as gone. */
export async function lookAtRoot(root: string): Promise<RootState> {
  const gone: RootState = { root, real: undefined, state: "gone" };
  const looking = (async (): Promise<RootState> => {
    const real = await realpath(root);
    return { root, real, state: (await readdir(real)).length === 0 ? "empty" : "there" };
  })().catch(() => gone);
  const { promise: late, resolve: giveUp } = Promise.withResolvers<RootState>();
  const timer = setTimeout(() => giveUp(gone), answerMsMax);
  return Promise.race([looking, late]).finally(() => clearTimeout(timer));
}

/** The topmost folder on the way to a missing path that is missing as well. */
export async function topmostMissing(path: string, known: Map<string, boolean>): Promise<string> {
  const above = dirname(path);
  if (above === path) return path;
  const isThere = known.get(above) ?? (await stateOf(above)) !== "missing";
  known.set(above, isThere);
  return isThere ? path : topmostMissing(above, known);
}
