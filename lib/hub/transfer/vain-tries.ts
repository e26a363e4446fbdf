import { isAway, type Patience, waitMsAfter, weightOf } from "./patience.ts";
import type { TransferFault } from "./transfer-fault.ts";

/** How long to wait before the next try, and since when nothing has answered, where that is why. */
export type Pause = { ms: number; since: Date | undefined };

/** Counts tries that brought nothing, over all connections of a file. */
export type VainTries = {
  /** Says whether that much has come that what was in vain before is forgotten. */
  came(bytes: number): boolean;
  /** What to do before the next try, or that there is none. */
  failed(fault: TransferFault, begunAt: number): Pause | "enough";
  count(): number;
};

/** A server that cuts every connection after a few bytes would otherwise be tried for ever. */
const progressBytes = 64 * 1024;

export function countVainTries(patience: Patience, left: () => number): VainTries {
  let weight = 0;
  let vain = 0;
  let total = 0;
  let came = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let away: { at: number; since: Date } | undefined;
  return {
    count: () => total,
    came: (bytes) => {
      came += bytes;
      if (vain === 0 || (came < progressBytes && left() > 0)) return false;
      weight = 0;
      vain = 0;
      away = undefined;
      return true;
    },
    failed: (fault, begunAt) => {
      // Connections that were lost together failed once.
      const isOne = begunAt <= lastAt;
      if (!isOne) {
        // What is away is borne by the clock, and not by the count.
        if (!isAway(fault)) weight += weightOf(fault);
        vain += 1;
        total += 1;
        came = 0;
      }
      lastAt = performance.now();
      const ms = waitMsAfter(fault, vain, patience);
      if (!isAway(fault)) {
        away = undefined;
        return weight >= patience.tries ? "enough" : { ms, since: undefined };
      }
      away ??= { at: lastAt, since: new Date() };
      const leftMs = away.at + patience.awayMs - lastAt;
      return leftMs <= 0 ? "enough" : { ms: Math.min(ms, leftMs), since: away.since };
    },
  };
}
