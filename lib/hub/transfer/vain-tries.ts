import { type Patience, waitMsAfter, weightOf } from "./patience.ts";
import type { TransferFault } from "./transfer-fault.ts";

/** Counts tries that brought nothing, over all connections of a file. */
export type VainTries = {
  came(bytes: number): void;
  /** How long to wait before the next try, or that there is none. */
  failed(fault: TransferFault, begunAt: number): number | "enough";
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
  return {
    count: () => total,
    came: (bytes) => {
      came += bytes;
      if (weight === 0 || (came < progressBytes && left() > 0)) return;
      weight = 0;
      vain = 0;
    },
    failed: (fault, begunAt) => {
      // Connections that were lost together failed once.
      const isOne = begunAt <= lastAt;
      if (!isOne) {
        weight += weightOf(fault);
        vain += 1;
        total += 1;
        came = 0;
      }
      lastAt = performance.now();
      return weight >= patience.tries ? "enough" : waitMsAfter(fault, vain, patience);
    },
  };
}
