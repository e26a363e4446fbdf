import { setFlagsFromString } from "node:v8";

/**
 * Keeps the space for what is new as small as it is by now, and has what was thrown away collected before it is half as
 * much again. Both grow with what outlives a collection, as thousands of files of a plan do, and take 50 MB more for
 * nothing: the network is what a download waits for.
 */
export function keepHeapSmall(): void {
  // Given to Node when it starts, this would be raised to 2 without a word.
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=10");
}

const fewFiles = 200;

/**
 * Takes that back where the rows are few. V8 trusts what was compiled before under its own flags alone, so that a thread
 * that starts under others compiles all of Node first.
 */
export function letHeapGrowForFew(files: number): void {
  if (files > fewFiles) return;
  setFlagsFromString("--semi-space-growth-factor=2");
  setFlagsFromString("--heap-growing-percent=0");
}
