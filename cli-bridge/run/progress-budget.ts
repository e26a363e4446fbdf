import type { KeeperOrder } from "./keeper-order.ts";

const ownMs = 100;
const foreignMs = 250;

/** The share of a record that is meant for progress. */
const shareMeant = 1 / 8;

/** From how much of that share on, how long it is quiet between two words. */
const slower = [
  { from: 2, ms: 30_000 },
  { from: 1, ms: 15_000 },
  { from: 0.5, ms: 5_000 },
  { from: 0.05, ms: 1_000 },
] as const;

/**
 * How often progress is written down. A download of a day would fill its record with nothing else, and whoever opens its
 * page would be sent all of it, so the more has been written the rarer it gets.
 */
export function progressBudget({ hasChannel, limits }: Pick<KeeperOrder, "hasChannel" | "limits">) {
  let spent = 0;
  const usualMs = hasChannel ? ownMs : foreignMs;
  return {
    spend(bytes: number): void {
      spent += bytes;
    },
    intervalMs(): number {
      const share = spent / (limits.bytesMax * shareMeant);
      return slower.find(({ from }) => share >= from)?.ms ?? usualMs;
    },
  };
}
