import type { KeeperOrder } from "./keeper-order.ts";

const ownMs = 100;
const foreignMs = 250;

/** From which share of the bytes on, how long it is quiet between two words. */
const slower = [
  { from: 1, ms: 30_000 },
  { from: 0.5, ms: 5_000 },
  { from: 0.1, ms: 1_000 },
] as const;

/**
 * How often progress is written down. A download of a day would fill its record with nothing else, so the more has been
 * written the rarer it gets; half of the record is kept for what the program prints.
 */
export function progressBudget({ hasChannel, limits }: Pick<KeeperOrder, "hasChannel" | "limits">) {
  let spent = 0;
  const usualMs = hasChannel ? ownMs : foreignMs;
  return {
    spend(bytes: number): void {
      spent += bytes;
    },
    intervalMs(): number {
      const share = spent / (limits.bytesMax / 2);
      return slower.find(({ from }) => share >= from)?.ms ?? usualMs;
    },
  };
}
