import type { BigIntStats } from "node:fs";

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

export function markOf({ dev, ino, size, mtimeNs, ctimeNs, mtimeMs }: BigIntStats): FileMark {
  const age = Date.now() - Number(mtimeMs);
  return { file: `${dev}.${ino}.${size}`, written: mtimeNs, changed: ctimeNs, isSettled: age > settledMs };
}

export function isSameFile(one: FileMark, other: FileMark | undefined): boolean {
  return one.file === other?.file && one.written === other.written && one.changed === other.changed;
}
