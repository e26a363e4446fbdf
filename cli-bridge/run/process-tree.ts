import { setTimeout as delay } from "node:timers/promises";
import { hasInEnvironment, listProcesses } from "./process-listing.ts";

/** The variable every process of a run inherits; it finds those that left the group and the family. */
export const markerVariable = "MODELDECK_RUN";

export type ProcessTree = {
  child?: number | undefined;
  marker: string;
  /** Only the child is told to end, because it ends the others in an order of its own. */
  isLed?: boolean | undefined;
};

const pollMs = 40;
const killedWithinMs = 10_000;

/** Those that were found once, by when they started: who wrote over the mark is lost when its parent goes. */
type Known = Map<number, string>;

/** The group of the child, its descendants, whatever carries the mark of the run, and who was among them before. */
export function pidsOf({ child, marker }: ProcessTree, known: Known = new Map()): number[] {
  const processes = listProcesses().filter(({ pid, isZombie }) => pid !== process.pid && !isZombie);
  const found = new Set<number>();
  for (const { pid, group, startTime } of processes) {
    const isRoot = child !== undefined && (pid === child || group === child);
    if (isRoot || known.get(pid) === startTime || hasInEnvironment(pid, `${markerVariable}=${marker}`))
      found.add(pid);
  }
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
  }
  for (const { pid, startTime } of processes) if (found.has(pid)) known.set(pid, startTime);
  return [...found];
}

/**
 * TERM to the whole tree or to who leads it, KILL to what is left after the grace, which ends at once where somebody is
 * in a hurry; returns whether all is gone.
 */
export async function endTree(tree: ProcessTree, graceMs: number, hurry?: AbortSignal): Promise<boolean> {
  const told = new Set<number>();
  const known: Known = new Map();
  let graceEndsAt = performance.now() + graceMs;
  while (performance.now() < graceEndsAt + killedWithinMs) {
    const alive = pidsOf(tree, known);
    if (alive.length === 0) return true;
    if (hurry?.aborted) graceEndsAt = Math.min(graceEndsAt, performance.now());
    const isGraceOver = performance.now() >= graceEndsAt;
    const leader = tree.isLed ? alive.find((pid) => pid === tree.child) : undefined;
    for (const pid of alive) {
      if (!isGraceOver && leader !== undefined && pid !== leader) continue;
      if (isGraceOver) signal(pid, "SIGKILL");
      else if (!told.has(pid)) signal(pid, "SIGTERM");
      told.add(pid);
    }
    await delay(pollMs);
  }
  return pidsOf(tree, known).length === 0;
}

/** A process that ended by itself in the meantime is what we wanted. */
function signal(pid: number, name: "SIGTERM" | "SIGKILL") {
  try {
    process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
