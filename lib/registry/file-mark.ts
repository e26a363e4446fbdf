import type { BigIntStats } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** What a file is known by without reading it. */
export type FileMark = {
  file: string;
  written: bigint;
  changed: bigint;
  /** Written so long ago that another write could not bear the same time. */
  isSettled: boolean;
};

/** File systems tell the time in steps of the clock's interrupt, of which the longest usual one takes ten. */
const settledMs = 12;

export function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileMark {
  const age = ageOf(mtimeNs);
  return { file: `${dev}.${ino}.${size}`, written: mtimeNs, changed: ctimeNs, isSettled: age > settledMs };
}

/** What is told of a file in the signature of its registry: nothing that a rename changes. */
export function stampOfMark({ file, written }: FileMark): string {
  const [, inode, size] = file.split(".");
  return `${written}.${size}.${inode}`;
}

/** Waits until a file is settled; on a clock that is ahead of ours none ever is. */
export async function untilSettled({ written }: FileMark): Promise<void> {
  const age = ageOf(written);
  // A timer may be a millisecond early.
  if (age >= 0 && age <= settledMs) await setTimeout(settledMs + 2 - age);
}

const ageOf = (writtenNs: bigint): number => Date.now() - Number(writtenNs / 1_000_000n);

export function isSameFile(one: FileMark, other: FileMark | undefined): boolean {
  return one.file === other?.file && one.written === other.written && one.changed === other.changed;
}
