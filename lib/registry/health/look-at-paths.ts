import { statSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { errorCodeOf } from "../file-system.ts";

export type PathState = "folder" | "file" | "other" | "missing" | "unreadable";

const answerMsMax = 5000;
const turnMs = 8;

/**
 * Asks the disk for each path once, however many entries name it. Asking the system directly takes a quarter of the
 * time of a promise; others get a turn in between.
 */
export async function lookAtPaths(paths: Iterable<string>): Promise<Map<string, PathState>> {
  const states = new Map<string, PathState>();
  let turnEnds = performance.now() + turnMs;
  for (const path of paths) {
    const whole = resolve(path);
    if (states.has(whole)) continue;
    if (performance.now() > turnEnds) {
      await turn();
      turnEnds = performance.now() + turnMs;
    }
    states.set(whole, stateOf(whole));
  }
  return states;
}

function stateOf(path: string): PathState {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return "missing";
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch (error) {
    return errorCodeOf(error) === "ENOTDIR" ? "missing" : "unreadable";
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
export function topmostMissing(path: string, known: Map<string, boolean>): string {
  const above = dirname(path);
  if (above === path) return path;
  const isThere = known.get(above) ?? stateOf(above) !== "missing";
  known.set(above, isThere);
  return isThere ? path : topmostMissing(above, known);
}
