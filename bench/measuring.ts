import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** One measured thing beside its bar. */
export type BenchResult = { name: string; ratio: number; bar: string; detail: string };

export function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What is still held once everything that nobody holds has been given back. */
export function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export function tell({ name, ratio, bar, detail }: BenchResult): void {
  console.log(`${name.padEnd(62)} ${ratio.toFixed(2).padStart(7)}   bar ${bar.padEnd(10)} ${detail}`);
}

/** Lets a benchmark file be run by itself: `node bench/cli.bench.ts`. */
export async function tellAll(bench: () => Promise<BenchResult[]>): Promise<void> {
  for (const result of await bench()) tell(result);
}
