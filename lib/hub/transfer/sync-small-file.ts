import { fsync, fsyncSync } from "node:fs";
import { promisify } from "node:util";

const syncBeside = promisify(fsync);

/** Below this a disk answers sooner than another thread could be asked; one in memory takes a hundredth of it. */
const quickMs = 0.1;
/** A disk that was slow once may only have been busy. */
const askAgainAfter = 64;
let isQuick = false;
let sinceAsked = askAgainAfter;

/** Puts a small file on the disk; a promise of it where that takes its time, beside everything else. */
export function syncSmallFile(file: number): Promise<void> | undefined {
  sinceAsked += 1;
  if (!isQuick && sinceAsked < askAgainAfter) return syncBeside(file);
  sinceAsked = 0;
  const begunAt = performance.now();
  fsyncSync(file);
  isQuick = performance.now() - begunAt < quickMs;
  return undefined;
}
